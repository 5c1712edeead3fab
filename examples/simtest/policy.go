// SPDX-License-Identifier: Apache-2.0

// Package simtest is a host that tests its own policy layer with synthetic filings: see policy_test.go.
//
//	go test ./examples/simtest
package simtest

import (
	"embed"
	"io/fs"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

//go:embed rules
var own embed.FS

// Policy is the shipped policy with the host's own layer over it.
func Policy() (*rules.Policy, error) {
	folder, err := fs.Sub(own, "rules")
	if err != nil {
		return nil, err
	}
	return yaml.ReadLayer(folder, builtin.Policy())
}
