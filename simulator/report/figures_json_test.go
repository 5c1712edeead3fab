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
	assert.Error(t, json.Unmarshal([]byte(`{"stages":[{"counts":[`+longList()+`0],"tops":[`+longList()+`0]}]}`), &sum))
	assert.Error(t, json.Unmarshal([]byte(`{"stages":[{"counts":[1,2],"tops":[1]}]}`), &sum))
	assert.Error(t, json.Unmarshal([]byte(`[]`), &sum))
}

func longList() string {
	b := []byte{}
	for range mostIndex + 1 {
		b = append(b, "1,"...)
	}
	return string(b)
}

// Approvals over days that no notice covers have no business days; they are counted apart, and the page says so.
func TestApprovalsOverUnpublishedDays(t *testing.T) {
	var figures Figures
	approved := int64(0)
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 4, Filings: 200, From: calendar.NewDate(2026, 12, 1), Days: 30}
	o.Each = func(f outcome.Filing) error {
		figures.See(&f)
		if !f.Submitted.IsZero() && !f.Approved.IsZero() {
			approved++
		}
		return nil
	}
	r, err := simulator.Run(t.Context(), o)
	require.NoError(t, err)
	kept, err := json.Marshal(&figures)
	require.NoError(t, err)
	var back, twice Figures
	require.NoError(t, json.Unmarshal(kept, &back))
	twice.Merge(&back)
	twice.Merge(&figures)
	s := figures.Summary()
	assert.Positive(t, s.Days.Count)
	assert.Positive(t, s.Undated)
	assert.Equal(t, approved, s.Days.Count+s.Undated)
	assert.Equal(t, 2*s.Undated, twice.Summary().Undated)
	for lang, want := range map[string]string{"en": " more were approved, over days that no notice covers yet", "zh": "件备案虽已通过，但所跨日期尚无放假通知"} {
		text, _, html := written(t, &Page{Report: r, Figures: &figures, Lang: lang})
		assert.Contains(t, text, want)
		assert.Contains(t, html, want)
	}
}
