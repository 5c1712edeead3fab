// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

// Whoever files with another provider reads its name, and nowhere Alibaba Cloud's: in no status, deadline, step, advice,
// button, refusal or diagram.
func TestAnotherProviderIsNamed(t *testing.T) {
	policy, err := yaml.ReadLayer(os.DirFS("../examples/custom-rule/rules"), builtin.Policy())
	require.NoError(t, err)
	m := machineOf(t, policy)

	assert.Equal(t, "Example Cloud Review", m.Status("example_cloud", fsm.PreliminaryReview, "en"))
	assert.Equal(t, "示例云审核预计完成", m.DeadlineLabel("example_cloud", fsm.PlatformExpected, "zh-CN"))
	assert.Equal(t, "Example Cloud", m.ActorLabel("example_cloud", fsm.Platform, "en"))
	assert.Equal(t, "阿里云审核", m.Status("", fsm.Ready, "zh"))
	assert.Equal(t, "Returned by somebody", m.Status("somebody", fsm.PreliminaryReturned, "en"))
	for s := fsm.StateNone; s <= fsm.Expired; s++ {
		assert.Equal(t, s.Status("zh"), m.Status("alibabacloud", s, "zh"))
	}

	var told strings.Builder
	tell := func(s fsm.Subject, at time.Time) {
		for _, lang := range []string{"en", "zh"} {
			fmt.Fprintln(&told, m.Status(s.Filing.Provider, s.Filing.State, lang))
			for _, d := range s.Filing.Deadlines() {
				fmt.Fprintln(&told, m.DeadlineLabel(s.Filing.Provider, d.Name, lang))
			}
			for _, step := range m.NextSteps(s, at, lang) {
				fmt.Fprintln(&told, step.Text)
			}
			_, advice := m.Advice(s, at, lang)
			fmt.Fprintln(&told, advice)
			for _, a := range m.Actions(s, at) {
				fmt.Fprintln(&told, m.ActorLabel(s.Filing.Provider, a.Actor, lang))
				for _, r := range a.Reasons {
					fmt.Fprintln(&told, r.What(lang), r.Remedy(lang))
				}
			}
			for _, c := range []fsm.Command{&fsm.PassPhoto{TopColour: "other"}, &fsm.Reconcile{Observed: s.Filing.State, Evidence: "query"}} {
				_, err := m.Decide(s, c, at)
				if refusal := (*fsm.Refusal)(nil); assert.ErrorAs(t, err, &refusal) {
					fmt.Fprintln(&told, refusal.Text(lang))
				}
			}
		}
	}
	s, at := fsm.Subject{ID: "s-1"}, wednesday
	for _, c := range []fsm.Command{
		&fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "guangdong", SubjectKind: "individual", Provider: "example_cloud", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		&fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		&fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		&fsm.Submit{},
		&fsm.ReturnPreliminary{Causes: []string{"blurred"}},
		&fsm.Edit{},
		&fsm.Resubmit{},
		&fsm.PassPreliminary{},
	} {
		step, err := m.Decide(s, c, at)
		require.NoError(t, err, c.Name())
		s = fsm.Replay(s, step.Events)
		tell(s, at)
		tell(s, at.AddDate(0, 0, 20))
	}
	for _, lang := range []string{"en", "zh"} {
		rows, err := m.Enabled(calendar.DateOf(wednesday), map[string]string{"provider": "example_cloud", "region": "guangdong", "kind": "first_filing"})
		require.NoError(t, err)
		for _, format := range []fsm.Format{fsm.Markdown, fsm.Mermaid, fsm.DOT} {
			told.WriteString(m.Draw(rows, format, lang, fsm.Draft))
		}
	}
	for _, name := range []string{"Example Cloud Review", "示例云审核", "Returned by Example Cloud", "Example Cloud is reviewing", "Example Cloud's review has taken", "Example Cloud: "} {
		assert.Contains(t, told.String(), name)
	}
	for line := range strings.Lines(told.String()) {
		assert.NotContains(t, line, "Alibaba")
		assert.NotContains(t, line, "阿里云")
	}
}
