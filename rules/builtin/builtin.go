// SPDX-License-Identifier: Apache-2.0

// Package builtin holds the shipped policy: the rules of rules/alibabacloud, packed.
//
// Most readers want [Policy]. A host that needs nothing else links no YAML library.
//
// A release may ship another policy: before you upgrade, host.Desk.Migrate or icp fsm migrate says which filings in progress
// it would judge otherwise. What was judged stays judged.
package builtin

import (
	_ "embed"
	"sync"

	"github.com/icpfiling/icp/rules"
)

//go:generate go test . -run TestArtifactEqualsFolder -rewrite

//go:embed policy.json
var artifact []byte

//go:embed positions.json
var positions []byte

// Policy gives the shipped policy. It is compiled on the first call and shared from then on; it is immutable and safe
// for concurrent use. It speaks from 2018-04-04 on, without an end.
func Policy() *rules.Policy { return shipped() }

var shipped = sync.OnceValue(func() *rules.Policy {
	p, err := rules.Load(artifact)
	if err != nil {
		panic("builtin: the shipped policy does not load: " + err.Error())
	}
	p, err = p.Locate(positions)
	if err != nil {
		panic("builtin: the positions of the shipped policy do not load: " + err.Error())
	}
	return p
})
