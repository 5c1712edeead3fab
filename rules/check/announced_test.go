// SPDX-License-Identifier: Apache-2.0

package check

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/yaml"
)

func against(t *testing.T, d Difference, change string) (unannounced, missing []string) {
	t.Helper()
	list, err := yaml.ReadContract("change.yaml", []byte(change), shippedPolicy(t))
	require.NoError(t, err)
	return d.Against(list)
}

const earlier = `change: v1
intent: Fujian stops app uploads a month earlier
expect:
  - { decision: app_upload, from: allowed, to: not_allowed, given: { region: fujian }, at: { from: 2019-06-30, until: 2019-07-30 } }
`

func TestAnnouncedChanges(t *testing.T) {
	p := shippedPolicy(t)
	d := Diff(p, edited(t, "regions/fujian.yaml", "until: 2019-07-30", "until: 2019-06-30"))
	unannounced, missing := against(t, d, earlier)
	assert.Empty(t, unannounced)
	assert.Empty(t, missing)

	// A day too far: the change happens outside what was said.
	d = Diff(p, edited(t, "regions/fujian.yaml", "until: 2019-07-30", "until: 2019-06-29"))
	unannounced, missing = against(t, d, earlier)
	assert.Equal(t, []string{"app_upload  allowed -> not_allowed  for region: fujian, from 2019-06-29 until 2019-07-30"}, unannounced)
	assert.Empty(t, missing)

	// A day too little: what was said does not all happen.
	d = Diff(p, edited(t, "regions/fujian.yaml", "until: 2019-07-30", "until: 2019-07-01"))
	unannounced, missing = against(t, d, earlier)
	assert.Empty(t, unannounced)
	assert.Equal(t, []string{"change.yaml:4:5: app_upload  allowed -> not_allowed (it does for some of the cases and days announced)"}, missing)

	// Another province: both.
	d = Diff(p, edited(t, "regions/anhui.yaml", "until: 2019-07-30", "until: 2019-06-30"))
	unannounced, missing = against(t, d, earlier)
	assert.Len(t, unannounced, 1)
	assert.Len(t, missing, 1)
}

// The thirteen-minute mistake (R067): announced was nothing, so everything stops it.
func TestNothingAnnouncedStopsEverything(t *testing.T) {
	d := Diff(shippedPolicy(t), wrongPage(t))
	unannounced, _ := against(t, d, "change: v1\nintent: new wording on Guangdong's page\nexpect: []\n")
	assert.GreaterOrEqual(t, len(unannounced), len(d.Changes))
}

func TestTimeline(t *testing.T) {
	p := shippedPolicy(t)
	d := Timeline(p, []rules.Condition{{Fact: "region", Values: []string{"shanghai"}}})
	var lines []string
	for _, step := range d {
		for _, c := range step.Changes {
			if c.Decision == "verify_method" || c.Decision == "sms" {
				lines = append(lines, step.On.String()+" "+c.Decision+" "+c.Step())
			}
		}
	}
	assert.Equal(t, []string{
		"2019-04-23 verify_method shanghai_ca_app -> alibaba_app", "2020-08-17 sms not_required -> required",
	}, lines)
}
