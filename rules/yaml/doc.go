// SPDX-License-Identifier: Apache-2.0

// Package yaml reads policy folders: facts.yaml, and any number of rule files.
//
// Most readers want [Read]. It is strict: an unknown key, fact, value, decision or rule is an error with file, line and
// column, all of them come in one run, and a name within two edits is suggested. Anchors, aliases, tags, merge keys and
// several documents in one file are refused. This is the only package of the rules that links a YAML library; a host
// that uses the shipped policy or a packed one does not need it.
//
// A caller does this, in order:
//
//  1. give a folder as an fs.FS, such as os.DirFS; nothing else is read;
//  2. show an author every [Finding] of an [*Error], in the author's language (Finding.Text);
//  3. run what [ReadTests] gives by rules/check before the policy judges anything, and pack it (rules.Policy.Artifact) for
//     hosts, which load that.
package yaml
