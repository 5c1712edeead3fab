// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
)

const hostFacts = `policy: v1
name: example-cloud
facts:
  provider: { values: { example_cloud: { en: Example Cloud, zh: 示例云 } } }
decisions:
  mailing_phone: { values: { phone_4001: { en: "4001", zh: "4001" } } }
`

const hostRules = `policy: v1
layer: host
for: { provider: example_cloud }
rules:
  - id: example-review
    decide: { preliminary_sla: 2, photo_sla: 2, authority_submit_sla: 3, platform_expected: [1, 3], ticket_after: 5, ticket_scope: same_stage, province_change: not_allowed }
    from: 2018-04-04
  - id: example-phone
    decide: { mailing_phone: phone_4001 }
    from: 2018-04-04
`

// Another provider, its review targets and its phone, without touching the shipped rules.
func TestReadLayer(t *testing.T) {
	base, err := Read(os.DirFS("../alibabacloud"))
	require.NoError(t, err)
	p, err := ReadLayer(folder("facts.yaml", hostFacts, "rules.yaml", hostRules), base)
	require.NoError(t, err)
	assert.Equal(t, "example-cloud", p.Name())
	ask := func(decision, provider string) rules.Verdict {
		d, ok := p.Decision(decision)
		require.True(t, ok)
		c, err := p.Case(map[string]string{"provider": provider})
		require.NoError(t, err)
		v, err := p.Judge(d, &c, calendar.NewDate(2018, 4, 4))
		require.NoError(t, err)
		return v
	}
	assert.Equal(t, 2, ask("preliminary_sla", "示例云").Value.Int())
	assert.Equal(t, 1, ask("preliminary_sla", "alibabacloud").Value.Int())
	assert.Equal(t, "phone_4001", ask("mailing_phone", "example_cloud").Value.String())
	r, ok := p.Rule("example-review")
	require.True(t, ok)
	assert.Equal(t, "rules.yaml:5:9", r.Position.String())
	plain, err := ReadLayer(folder("rules.yaml", "policy: v1\nlayer: host\nrules:\n  - { id: mine, decide: { ticket_after: 9 }, from: 2018-04-04 }\n"), base)
	require.NoError(t, err)
	assert.Len(t, plain.Rules(), len(base.Rules())+1)

	for name, tt := range map[string][2]string{
		"another default":    {"facts.yaml", "policy: v1\nfacts:\n  provider: { values: [other], default: other }\n"},
		"another kind":       {"facts.yaml", "policy: v1\ndecisions:\n  verify_method: { collect: [other] }\n"},
		"another binding":    {"facts.yaml", "policy: v1\ndecisions:\n  verify_method: { values: [other], binding: open }\n"},
		"nothing added":      {"facts.yaml", "policy: v1\ndecisions:\n  verify_method: { binding: submit }\n"},
		"a closed fact":      {"facts.yaml", "policy: v1\nfacts:\n  kind: { values: [other] }\n"},
		"a rule of a region": {"rules.yaml", "policy: v1\nlayer: region\nrules:\n  - { id: mine, decide: { ticket_after: 9 }, from: 2018-04-04 }\n"},
		"a typo":             {"rules.yaml", "policy: v1\nlayer: host\nrules:\n  - { id: mine, decide: { ticket_aftr: 9 }, from: 2018-04-04 }\n"},
	} {
		_, err := ReadLayer(folder(tt[0], tt[1]), base)
		require.Error(t, err, name)
		f := findings(t, err)
		assert.Equal(t, tt[0], f[0].File, name)
	}
}

// What a layer declares is found where it is written, and what the policy below declares stays where that says.
func TestPlacesOfALayer(t *testing.T) {
	base, err := Read(os.DirFS("../alibabacloud"))
	require.NoError(t, err)
	const more = "  size: { int: { min: 1, max: 3 } }\ndecisions:\n  stamp: { values: [red, blue], binding: now }\n"
	facts := strings.Replace(hostFacts, "decisions:\n", more, 1)
	p, err := ReadLayer(folder("facts.yaml", facts, "rules.yaml", hostRules), base.Within("below"))
	require.NoError(t, err)
	assert.Equal(t, "facts.yaml:5:3", p.FactPosition("size").String())
	assert.Equal(t, "facts.yaml:7:3", p.DecisionPosition("stamp").String())
	assert.Equal(t, base.Within("below").DecisionPosition("mailing_phone"), p.DecisionPosition("mailing_phone"))

	_, err = ReadLayer(folder("facts.yaml", strings.Replace(facts, "red, blue", "red, BLUE", 1), "rules.yaml", hostRules), base)
	require.Error(t, err)
	assert.Equal(t, "facts.yaml:7:26", fmt.Sprintf("%s:%d:%d", findings(t, err)[0].File, findings(t, err)[0].Line, findings(t, err)[0].Column))
	_, err = ReadLayer(folder("facts.yaml", strings.Replace(facts, "phone_4001:", "Phone_4001:", 1), "rules.yaml", hostRules), base)
	require.Error(t, err)
	assert.Equal(t, 8, findings(t, err)[0].Line)
}

// Where the base declares how people are verified open, a host adds its own app: with a name, in its layer alone.
func TestALayerAddsAnApp(t *testing.T) {
	facts, err := os.ReadFile("../alibabacloud/facts.yaml")
	require.NoError(t, err)
	const none = "      none: { en: no verification, zh: 无需核验 }\n"
	require.Equal(t, 1, strings.Count(string(facts), none))
	base := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(os.DirFS("../alibabacloud"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile("../alibabacloud/" + path)
		base[path] = &fstest.MapFile{Data: data}
		return err
	}))
	open := strings.Replace(string(facts), none+"    binding: submit\n", none+"    binding: submit\n    open: true\n", 1)
	base["facts.yaml"] = &fstest.MapFile{Data: []byte(open)}
	below, err := Read(base)
	require.NoError(t, err)

	p, err := ReadLayer(folder(
		"facts.yaml", strings.Replace(hostFacts, "decisions:\n", "decisions:\n  verify_method: { values: { example_app: { en: Example app, zh: 示例App } } }\n", 1),
		"rules.yaml", hostRules+"  - id: example-app\n    when: { kind: first_filing }\n    decide: { verify_method: example_app }\n    from: 2018-04-04\n",
	), below)
	require.NoError(t, err)
	d, ok := p.Decision("verify_method")
	require.True(t, ok)
	for provider, want := range map[string]string{"example_cloud": "example_app", "alibabacloud": "shanghai_ca_app"} {
		c, err := p.Case(map[string]string{"provider": provider, "region": "shanghai", "kind": "first_filing"})
		require.NoError(t, err)
		v, err := p.Judge(d, &c, calendar.NewDate(2018, 4, 4))
		require.NoError(t, err)
		assert.Equal(t, want, v.Value.String())
	}
	assert.Equal(t, "Example app", p.Text(d, "example_app", "en"))
	assert.Equal(t, "no verification", p.Text(d, "none", "en"), "the values of the base keep their names")
}
