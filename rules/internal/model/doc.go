// SPDX-License-Identifier: Apache-2.0

// Package model holds a policy as plain data and as a compiled diagram.
//
// [Artifact] is the canonical JSON form, [Check] finds everything wrong with it, [Compile] turns it into
// decision diagrams. Packages rules, rules/yaml and rules/check share it; nobody else needs it.
package model
