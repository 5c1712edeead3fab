// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// written is everything a subject holds, in words.
func written(s *Subject) string {
	record := Record{}
	if s.Record != nil {
		record = *s.Record
	}
	return fmt.Sprintf("%+v %v %+v %+v", s.Filing, s.Record == nil, record, s.Version)
}

// TestApplyIsEvolveAndSharesNothingItChanges: in place or by value the same comes out, and no subject of before changes,
// whatever events come in whatever order.
func TestApplyIsEvolveAndSharesNothingItChanges(t *testing.T) {
	types, data := goldenLines(t)
	journal := make([]Event, len(types))
	for i := range types {
		var why text
		journal[i], why = jsonEvent(types[i], []byte(data[i]))
		require.Empty(t, why)
	}
	check := func(t require.TestingT, events []Event) {
		var inPlace, byValue Subject
		var before []Subject
		var words []string
		for i := range events {
			before, words = append(before, inPlace), append(words, written(&inPlace))
			inPlace.Apply(&events[i])
			byValue = Evolve(byValue, events[i])
			require.True(t, reflect.DeepEqual(byValue, inPlace))
		}
		require.True(t, reflect.DeepEqual(Replay(Subject{}, events), inPlace))
		for i := range before {
			require.Equal(t, words[i], written(&before[i]), "a subject of before changed")
		}
	}
	check(t, journal)
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.SliceOfN(rapid.SampledFrom(journal), 1, 25).Draw(t, "events"))
	})
}
