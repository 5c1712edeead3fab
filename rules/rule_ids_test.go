// SPDX-License-Identifier: Apache-2.0

package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/rules/builtin"
)

func TestRuleIDsAreThoseOfRules(t *testing.T) {
	p := builtin.Policy()
	var ids []string
	for _, r := range p.Rules() {
		ids = append(ids, r.ID)
	}
	assert.NotEmpty(t, ids)
	assert.Equal(t, ids, p.RuleIDs())
}
