// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// What a support agent pastes stands in testdata, to be read; -rewrite writes it anew. A directive is the stage a
// filing has reached and the day somebody asks.
func TestSupportTexts(t *testing.T) {
	stages := map[string][]fsm.Command{
		"nothing":     nil,
		"draft":       submitted("shanghai")[:2],
		"submitted":   submitted("shanghai"),
		"app":         append(submitted("shanghai"), fsm.PassPreliminary{}),
		"originals":   append(submitted("beijing"), fsm.PassPreliminary{}, fsm.PromptOriginals{}, fsm.UploadPhoto{Ref: "photo-1"}),
		"returned":    append(submitted("beijing"), fsm.ReturnPreliminary{Causes: []string{"wrong_information"}}),
		"sms":         append(append(submitted("tianjin"), reviewed()...), fsm.SubmitToAuthority{}),
		"sms-one":     append(append(submitted("tianjin"), reviewed()...), fsm.SubmitToAuthority{}, fsm.AnswerSMS{Person: "website_administrator", Correct: true}),
		"authority":   append(append(submitted("beijing"), reviewed()...), fsm.SubmitToAuthority{}),
		"unpublished": {first("beijing"), fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "query"}},
		"found-back":  {first("beijing"), fsm.Reconcile{Observed: fsm.SMSReturned, Evidence: "query"}},
		"approved": append(append(submitted("beijing"), reviewed()...), fsm.SubmitToAuthority{},
			fsm.Approve{SubjectNumber: "n", WebsiteNumbers: []string{"n-1"}}),
		"inspected": {
			fsm.ImportRecord{Record: twoWebsites()},
			fsm.FailInspection{Causes: []string{"holder_differs"}, Until: calendar.NewDate(2018, 4, 10)},
		},
		"shell": {
			fsm.ImportRecord{Record: twoWebsites()},
			fsm.RemoveAccess{Website: "w1", Causes: []string{"holder_differs"}},
			fsm.GiveShellNotice{Website: "w1"},
		},
		"cancelling": {
			fsm.ImportRecord{Record: twoWebsites()},
			cancels("w1"),
			fsm.Reconcile{Observed: fsm.AuthorityReview, Evidence: "query"},
		},
	}
	datadriven.RunTest(t, "testdata/support.txt", func(t *testing.T, d *datadriven.TestData) string {
		var from, ask, lang string
		d.ScanArgs(t, "from", &from)
		d.ScanArgs(t, "ask", &ask)
		d.ScanArgs(t, "lang", &lang)
		w := newWorld(t)
		w.at(china(from, "10:00"))
		commands, ok := stages[d.Cmd]
		require.True(t, ok, d.Cmd)
		w.do(commands...)
		w.at(china(ask, "09:00"))
		text, err := w.host.Support(t.Context(), subject, lang)
		require.NoError(t, err)
		assert.NotContains(t, text, "p-1", "it names nobody")
		return text
	})
}
