// SPDX-License-Identifier: Apache-2.0

package report

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// Figures of parts, kept and read, merge to the figures of the whole.
func TestFiguresSurviveBeingKept(t *testing.T) {
	var whole Figures
	parts := make([]Figures, 3)
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 4, Filings: 300}
	o.Each = func(f outcome.Filing) error {
		whole.See(&f)
		parts[f.Number%len(parts)].See(&f)
		return nil
	}
	_, err := simulator.Run(t.Context(), o)
	require.NoError(t, err)
	var sum Figures
	for i := range parts {
		text, err := json.Marshal(&parts[i])
		require.NoError(t, err)
		var back Figures
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, parts[i].Summary(), back.Summary())
		sum.Merge(&back)
	}
	assert.Equal(t, whole.Summary(), sum.Summary())
	assert.Error(t, json.Unmarshal([]byte(`{"stages":[{"counts":[`+longList()+`0]}]}`), &sum))
	assert.Error(t, json.Unmarshal([]byte(`[]`), &sum))
}

func longList() string {
	b := []byte{}
	for range mostIndex + 1 {
		b = append(b, "1,"...)
	}
	return string(b)
}
