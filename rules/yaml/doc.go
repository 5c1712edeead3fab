// SPDX-License-Identifier: Apache-2.0

// Package yaml reads policy folders: facts.yaml, and any number of rule files.
//
// Most readers want [Read]. It is strict: an unknown key, fact, value, decision or rule is an error with file, line and
// column, all of them come in one run, and a name within two edits is suggested. Anchors, aliases, tags, merge keys and
// several documents in one file are refused. This is the only package of the rules that links a YAML library; a host
// that uses the shipped policy or a packed one does not need it.
package yaml
