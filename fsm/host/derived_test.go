// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/derive"
)

// What a host compared is stored with the event, by the schema that has it, and another host reads it back.
func TestDerivedFactsAreReadBack(t *testing.T) {
	said := []derive.Said{{Fact: "domain_holder_is", Value: "subject"}}
	w := newWorld(t)
	list := slices.Insert(submitted("beijing"), 1, fsm.Command(fsm.Edit{Derived: said}))
	r := w.do(list...)
	require.Equal(t, fsm.PreliminaryReview, r.Subject.Filing.State)
	require.Equal(t, said, r.Subject.Filing.Derived)
	loaded, err := w.open(w.journal, nil).Subject(t.Context(), subject)
	require.NoError(t, err)
	assert.Equal(t, r.Subject, loaded)

	stored, err := w.journal.Load(t.Context(), stream, 0)
	require.NoError(t, err)
	schemas := map[string]int{}
	for _, s := range stored {
		schemas[s.Type] = s.Schema
	}
	assert.Equal(t, 2, schemas["filing/edited"])
	assert.Equal(t, 1, schemas["filing/opened"], "earlier releases read what says nothing")
}
