// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
	"github.com/icpfiling/icp/rules/yaml"
)

// edited is the shipped folder with one text replaced.
func edited(t testing.TB, file, old, now string) *rules.Policy {
	t.Helper()
	m := fstest.MapFS{}
	root := os.DirFS(shipped)
	require.NoError(t, fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		if path == file {
			require.Contains(t, string(data), old)
			data = []byte(strings.Replace(string(data), old, now, 1))
		}
		m[path] = &fstest.MapFile{Data: data}
		return err
	}))
	p, err := yaml.Read(m)
	require.NoError(t, err)
	return p
}

func shippedPolicy(t testing.TB) *rules.Policy {
	t.Helper()
	p, err := yaml.Read(os.DirFS(shipped))
	require.NoError(t, err)
	return p
}

func TestDiffInWords(t *testing.T) {
	p := shippedPolicy(t)
	assert.Empty(t, Diff(p, p).Changes)
	d := Diff(p, edited(t, "regions/fujian.yaml", "until: 2019-07-30", "until: 2019-06-30"))
	require.Len(t, d.Changes, 1)
	assert.Equal(t, strings.TrimSpace(`
app_upload  allowed -> not_allowed  (stricter)
    for  region: fujian, from 2019-06-30 until 2019-07-30
    was  fujian-app-upload
    now  no-app-upload`), d.Changes[0].String())
	d = Diff(p, edited(t, "national.yaml", "sms_window: 48h", "sms_window: 36h"))
	require.Len(t, d.Changes, 1)
	assert.Equal(t, []string{"every case, from 2018-04-04 until 2018-09-10"}, d.Changes[0].Cases)
}

// wrongPage is the shipped policy with Beijing's rules in Guangdong's file: on 2018-09-13 Guangdong's page held them for
// thirteen minutes (R067).
func wrongPage(t *testing.T) *rules.Policy {
	t.Helper()
	root := os.DirFS(shipped)
	m := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		from := path
		if path == "regions/guangdong.yaml" {
			from = "regions/beijing.yaml"
		}
		data, err := fs.ReadFile(root, from)
		if from != path {
			data = []byte(strings.NewReplacer("region: beijing", "region: guangdong", "id: beijing-", "id: guangdong-").Replace(string(data)))
		}
		m[path] = &fstest.MapFile{Data: data}
		return err
	}))
	p, err := yaml.Read(m)
	require.NoError(t, err)
	return p
}

// The mistake shows at a glance: every change is about Guangdong, and nothing it was known for is left.
func TestDiffShowsAPageSwappedByMistake(t *testing.T) {
	d := Diff(shippedPolicy(t), wrongPage(t))
	require.Greater(t, len(d.Changes), 10)
	var steps []string
	for _, c := range d.Changes {
		for _, text := range c.Cases {
			assert.Regexp(t, "^region: guangdong[;,]", text)
		}
		steps = append(steps, c.Decision+" "+c.Step())
	}
	for _, want := range []string{
		"app_upload allowed -> not_allowed", "verify_method alibaba_app -> photo", "documents -commitment_letter",
		"filed_sites must_be_reachable -> silence", "subject_change allowed -> not_allowed",
	} {
		assert.Contains(t, steps, want)
	}
}

func TestDiffOfVocabulary(t *testing.T) {
	p := shippedPolicy(t)
	d := Diff(p, edited(t, "facts.yaml", "      other: { en: Another colour", "      grey: { en: Grey, zh: 灰色 }\n      other: { en: Another colour"))
	assert.Equal(t, []string{"value of top_colour: grey is new"}, d.Vocabulary)
	assert.Empty(t, d.Changes, "answers are compared for what both know")
}

// An answer that comes is said, and placed by the policy that knows it; so is another order, which another --only would go by.
func TestDiffOfAnswers(t *testing.T) {
	p := shippedPolicy(t)
	const shared = "    values: [allowed, with_proof, change_first]\n"
	d := Diff(p, edited(t, "facts.yaml", shared, "    values: [allowed, with_note, with_proof, change_first]\n"))
	assert.Equal(t, []string{"answer of access_check: with_note is new"}, d.Vocabulary)
	assert.Empty(t, d.Changes)
	d = Diff(edited(t, "facts.yaml", shared, "    values: [allowed, with_note, with_proof, change_first]\n"), p)
	assert.Equal(t, []string{"answer of access_check: with_note is gone"}, d.Vocabulary)
	d = Diff(p, edited(t, "facts.yaml", shared, "    values: [change_first, with_proof, allowed]\n"))
	assert.Equal(t, []string{"decision access_check orders its answers another way"}, d.Vocabulary)
	assert.Empty(t, d.Changes)
	d = Diff(p, edited(t, "facts.yaml", shared+"    loosest_first: true\n", shared))
	assert.Equal(t, []string{"decision access_check orders its answers no longer"}, d.Vocabulary)

	noted := edited(t, "facts.yaml", shared, "    values: [allowed, with_note, with_proof, change_first]\n")
	noted, err := noted.Answering("shanghai-access-name", "access_check", "with_note")
	require.NoError(t, err)
	d = Diff(p, noted)
	require.Len(t, d.Changes, 1)
	assert.Equal(t, "with_proof -> with_note looser", d.Changes[0].Step()+" "+d.Changes[0].Direction)
	d = Diff(noted, p)
	require.Len(t, d.Changes, 1)
	assert.Equal(t, "with_note -> with_proof stricter", d.Changes[0].Step()+" "+d.Changes[0].Direction)
}

// An answer that reads the same is another one when its unit, its day or the fact it hangs on is.
func TestDiffOfMeaning(t *testing.T) {
	p := shippedPolicy(t)
	for _, tt := range []struct{ old, now, says string }{
		{"    number: business_days\n    binding: submit\n  photo_sla", "    number: calendar_days\n    binding: submit\n  photo_sla", "decision preliminary_sla went from the unit business_days to calendar_days"},
		{"    collect: [name, email, title]\n    binding: now", "    collect: [name, email, title]\n    binding: submit", "decision contact_fields went from the binding now to submit"},
		{"    default: alibabacloud\n", "", "fact provider, where it is not given, went from alibabacloud to -"},
		{"derived: youngest-administrator-1", "derived: youngest-administrator-2", "fact youngest_administrator went from the extractor youngest-administrator-1 to youngest-administrator-2"},
	} {
		d := Diff(p, edited(t, "facts.yaml", tt.old, tt.now))
		assert.Equal(t, []string{tt.says}, d.Vocabulary)
		assert.Empty(t, d.Changes)

		unannounced, missing := against(t, d, "change: v1\nintent: nothing\nexpect: []\n")
		assert.Equal(t, []string{tt.says}, unannounced)
		assert.Empty(t, missing)
		unannounced, missing = against(t, d, "change: v1\nintent: this\nexpect:\n  - { vocabulary: \""+tt.says+"\" }\n  - { vocabulary: another }\n")
		assert.Empty(t, unannounced)
		assert.Equal(t, []string{"change.yaml:5:5: another"}, missing)
		zh, _ := d.AgainstIn("zh", nil)
		assert.Regexp(t, `\p{Han}`, zh[0])
	}
}

// Diff lists a cell exactly when brute force finds that its answer changed, with the same two answers.
func TestDiffAgreesWithBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArtifact(t)
		b := drawEdit(t, a)
		d := Diff(loadDrawn(t, a), loadDrawn(t, b))
		require.Empty(t, d.Vocabulary)
		got := map[string]string{}
		for _, c := range d.Changes {
			for _, cube := range c.cubes {
				for _, day := range oracleDays {
					for _, oc := range oracleCases() {
						if holds(d.pair, cube, oc, day) {
							key := fmt.Sprint(c.Decision, oc, day)
							if was, ok := got[key]; ok && was != c.Step() {
								t.Fatalf("%s changes in two ways: %s and %s", key, was, c.Step())
							}
							got[key] = c.Step()
						}
					}
				}
			}
		}
		want := bruteDiff(a, b)
		for key, step := range want {
			require.Equal(t, step, got[key], key)
		}
		require.Len(t, got, len(want))
	})
}

func bruteDiff(a, b *model.Artifact) map[string]string {
	words := map[string]string{"gap": "no answer", "conflict": "two answers", "": "silence"}
	say := func(s string) string {
		if w, ok := words[s]; ok {
			return w
		}
		return s
	}
	out := map[string]string{}
	for _, d := range []string{"one", "few", "num"} {
		for _, day := range oracleDays {
			for _, oc := range oracleCases() {
				x, y := oracleAnswer(a, d, oc, day), oracleAnswer(b, d, oc, day)
				if x == y {
					continue
				}
				c := Change{Old: say(x), New: say(y)}
				if d == "few" {
					gone, added := model.SetDiff(x, y)
					c = Change{Old: model.SetText(gone), New: model.SetText(added), set: true}
				}
				out[fmt.Sprint(d, oc, day)] = c.Step()
			}
		}
	}
	return out
}

func holds(p *pair, c model.Cube, oc oracleCase, day string) bool {
	for f := range 3 {
		if v, ok := c[f]; ok && !slices.Contains(v, oc[f]) {
			return false
		}
	}
	at, err := calendar.ParseDate(day)
	k := 0
	for k < len(p.cuts) && p.cuts[k].Compare(at) <= 0 {
		k++
	}
	return err == nil && slices.Contains(c[model.Days], k)
}

// drawEdit changes a policy as an author does: a rule goes, comes, or is written anew.
func drawEdit(t *rapid.T, a *model.Artifact) *model.Artifact {
	b := *a
	b.Rules = slices.Clone(a.Rules)
	for range rapid.IntRange(1, 3).Draw(t, "edits") {
		n := len(b.Rules)
		switch rapid.IntRange(0, 2).Draw(t, "edit") {
		case 0:
			b.Rules = append(b.Rules, drawRule(t, n+10, b.Rules))
		case 1:
			if n > 0 {
				gone := rapid.IntRange(0, n-1).Draw(t, "gone")
				id := b.Rules[gone].ID
				b.Rules = slices.Delete(slices.Clone(b.Rules), gone, gone+1)
				for i := range b.Rules {
					b.Rules[i].Replaces = slices.DeleteFunc(slices.Clone(b.Rules[i].Replaces), func(r string) bool { return r == id })
				}
			}
		case 2:
			if n > 0 {
				i := rapid.IntRange(0, n-1).Draw(t, "anew")
				r := drawRule(t, 0, nil)
				r.ID, r.Layer, r.Decide, r.Replaces = b.Rules[i].ID, b.Rules[i].Layer, b.Rules[i].Decide, b.Rules[i].Replaces
				b.Rules[i] = r
			}
		}
	}
	ids := map[string]int{}
	for i := range b.Rules { // ids must stay distinct
		ids[b.Rules[i].ID]++
		if ids[b.Rules[i].ID] > 1 {
			b.Rules[i].ID += fmt.Sprint("x", i)
		}
	}
	return &b
}

func BenchmarkDiff(b *testing.B) {
	p := shippedPolicy(b)
	q := edited(b, "regions/fujian.yaml", "until: 2019-07-30", "until: 2019-06-30")
	for b.Loop() {
		if len(Diff(p, q).Changes) != 1 {
			b.Fatal("one change")
		}
	}
}

func BenchmarkLint(b *testing.B) {
	p := shippedPolicy(b)
	for b.Loop() {
		Lint(p)
	}
}
