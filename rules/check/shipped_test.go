// SPDX-License-Identifier: Apache-2.0

package check

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/yaml"
)

const shipped = "../alibabacloud"

func TestShippedPolicyKeepsItsPromises(t *testing.T) {
	folder := os.DirFS(shipped)
	p, err := yaml.Read(folder)
	require.NoError(t, err)
	tests, err := yaml.ReadTests(folder, p)
	require.NoError(t, err)
	require.NotEmpty(t, tests)
	for _, r := range Run(p, tests) {
		for _, f := range r.Failures {
			assert.Fail(t, f.Message, "%s: %s", f.Position, r.Test.Name)
		}
	}
}

// Every class of the shipped policy is reached by a test, and at least 95 of 100 small wrong changes are noticed.
func TestShippedTestsAreStrong(t *testing.T) {
	folder := os.DirFS(shipped)
	p, err := yaml.Read(folder)
	require.NoError(t, err)
	tests, err := yaml.ReadTests(folder, p)
	require.NoError(t, err)
	c := Cover(p, tests)
	require.Greater(t, c.Classes, 100)
	for _, missed := range c.Missed {
		assert.Fail(t, missed.String(), "add\n%s", missed.Suggest)
	}
	m := Mutate(p, tests)
	require.Greater(t, m.Mutants, 1000)
	assert.Equal(t, m.Mutants, m.Caught+m.Linted+len(m.Survivors))
	if len(m.Survivors)*20 > m.Mutants {
		for _, s := range m.Survivors {
			assert.Fail(t, s.Rule+": "+s.String())
		}
	}
}

// A test that expects the wrong thing, or a rule that does not speak, fails and says what it met.
func TestFailuresSayWhatTheyMet(t *testing.T) {
	p, err := yaml.Read(os.DirFS(shipped))
	require.NoError(t, err)
	less, err := p.Without("shanghai-ca-app")
	require.NoError(t, err)
	tests, err := yaml.ReadTests(os.DirFS(shipped), p)
	require.NoError(t, err)
	var lines []string
	for _, r := range Run(less, tests) {
		for _, f := range r.Failures {
			lines = append(lines, r.Test.Name+": "+f.Message)
		}
	}
	assert.Contains(t, lines, "Shanghai verifies with its own app, whatever the upload: verify_method: want shanghai_ca_app, got photo, "+
		"because verify-photo; for example region: shanghai; kind: not cancel_subject, cancel_website, cancel_access, on 2018-04-04")
	assert.Contains(t, lines, "Shanghai verifies with its own app, whatever the upload: rule shanghai-ca-app decides none of it")
}

// A shipped rule says why in both languages, how sure it is and where it comes from; a rule named after a seed's
// confidence cites a seed.
func TestShippedRulesHaveSources(t *testing.T) {
	p, err := yaml.Read(os.DirFS(shipped))
	require.NoError(t, err)
	for _, r := range p.Rules() {
		assert.NotEmpty(t, r.WhyEn, r.ID)
		assert.NotEmpty(t, r.WhyZh, r.ID)
		assert.NotEmpty(t, r.Confidence, r.ID)
		assert.NotEmpty(t, r.Binding, r.ID)
		require.NotEmpty(t, r.Sources, r.ID)
		for _, s := range r.Sources {
			assert.NotEmpty(t, s.ID, r.ID)
			assert.NotEmpty(t, s.Says, r.ID)
		}
		if r.Confidence == "seed" {
			assert.True(t, strings.HasPrefix(r.Sources[0].ID, "S"), "%s is sure like a seed but cites %s first", r.ID, r.Sources[0].ID)
		}
	}
}

// Every sentence of the three documents that is a rule and can be data is cited by a rule. Those left out are about what
// the filing machine does, not about what a policy decides: submit (S0-13, S0-14's second half), next steps (S1-13 is
// the stage order).
func TestSeedSentencesAreRules(t *testing.T) {
	p, err := yaml.Read(os.DirFS(shipped))
	require.NoError(t, err)
	var cited []string
	for _, r := range p.Rules() {
		for _, s := range r.Sources {
			cited = append(cited, s.ID)
		}
	}
	for _, id := range []string{
		"S0-3", "S0-4", "S0-5", "S0-9", "S0-10", "S0-11", "S0-12", "S0-14", "S0-15", "S0-16", "S0-18", "S0-19", "S0-20", "S0-22", "S0-23",
		"S1-4", "S1-6", "S1-7", "S1-8", "S1-10", "S1-11", "S1-13", "S1-14", "S1-15", "S1-17", "S1-18", "S1-19", "S1-20",
		"S1-22", "S1-23", "S1-24", "S1-25", "S1-26", "S1-28", "S1-29", "S1-30", "S1-31",
		"S2-1", "S2-2", "S2-5", "S2-6", "S2-14", "S2-22", "S2-23", "S2-24", "S2-25", "S2-27", "S2-28", "S2-32", "S2-33",
	} {
		assert.True(t, slices.Contains(cited, id), id)
	}
}

func TestRegions(t *testing.T) {
	p, err := yaml.Read(os.DirFS(shipped))
	require.NoError(t, err)
	region, ok := p.Fact("region")
	require.True(t, ok)
	assert.Len(t, region.Values(), 31)
	for given, want := range map[string]string{
		"上海": "shanghai", "SH": "shanghai", "An'hui": "anhui", "An’hui": "anhui", "ANHUI": "anhui", "山西": "shanxi", "陕西": "shaanxi",
		"sn": "shaanxi", "sx": "shanxi", "Inner Mongolia": "inner_mongolia", "内蒙古自治区": "inner_mongolia", "HI": "hainan", "HA": "henan",
		"HN": "hunan", "Xizang": "tibet",
	} {
		v, ok := region.Value(given)
		require.True(t, ok, given)
		assert.Equal(t, want, region.Values()[v], given)
	}
	_, ok = region.Value("Shaanx")
	assert.False(t, ok)
}
