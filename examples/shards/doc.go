// SPDX-License-Identifier: Apache-2.0

// Package shards shows how a run is simulated in parts by many machines: job.yaml is a Kubernetes Indexed Job that does
// it, and its test holds the manifest to what the command line takes.
package shards
