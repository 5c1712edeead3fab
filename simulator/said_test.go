// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// What hosts compare is accepted, refused for a name nobody lists and refused by the policy, and stands in the log by the
// schema that has it.
func TestHostsSayWhatTheyCompared(t *testing.T) {
	o := shipped(1500)
	o.Profile = "exhaustive"
	var log bytes.Buffer
	o.Log = &log
	r := mustRun(t, o)
	assert.Empty(t, r.Violations)
	said := map[fsm.EventType]int{}
	for line := range strings.Lines(log.String()) {
		var l logLine
		require.NoError(t, json.Unmarshal([]byte(line), &l), line)
		if !strings.HasPrefix(l.Type, "filing/") {
			continue
		}
		e, err := fsm.Decode(l.Type, l.Schema, l.Data)
		require.NoError(t, err, line)
		require.Equal(t, e.Schema(), l.Schema)
		if e.Derived != nil {
			said[e.Type]++
		}
	}
	assert.Positive(t, said[fsm.EventEdited])
	assert.Positive(t, said[fsm.EventSubmitted])
	assert.Positive(t, said[fsm.EventResubmitted])
	assert.Contains(t, log.String(), "FSM-047", "the policy does not accept it")
	assert.Contains(t, log.String(), "FSM-059", "the policy has no such name")
}
