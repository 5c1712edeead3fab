// SPDX-License-Identifier: Apache-2.0

package main

import (
	"embed"
	"io/fs"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

//go:embed rules
var own embed.FS

// layered lays the own rules and the own names over the shipped policy. A host that would rather link no YAML packs the
// result once, with [rules.Policy.Artifact], and loads it with [rules.Load].
func layered() (*rules.Policy, error) {
	folder, err := fs.Sub(own, "rules")
	if err != nil {
		return nil, err
	}
	return yaml.ReadLayer(folder, builtin.Policy())
}
