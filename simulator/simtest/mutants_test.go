// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/simulator/mutate"
)

func TestUnnoticedChangesAreListed(t *testing.T) {
	s := mutate.Score{
		Table: mutate.Count{Mutants: 4, Different: 3}, Policy: mutate.Count{Mutants: 8, Broken: 8},
		Survivors: []mutate.Survivor{{Of: "table", Where: "draft/edit>draft", What: "drop the row", Why: "no filing of the run took this row"}},
	}
	assert.Equal(t, "of 4 changes of the table 75.00 %, of 8 of the policy 100.00 % were noticed; 80 % are wanted\n"+
		"table draft/edit>draft: drop the row: no filing of the run took this row\n", unnoticed(s, 80))
}
