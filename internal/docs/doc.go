// SPDX-License-Identifier: Apache-2.0

// Package docs holds what the documentation shows equal to what is compiled.
//
// A block of Go in a Markdown file stands below a comment that names a file of the repository,
//
//	<!-- code: examples/quickstart/main.go -->
//
// and is a run of whole lines of that file, indented as a whole or not. The file is compiled and its output checked
// where it lives, so what a reader copies works.
package docs
