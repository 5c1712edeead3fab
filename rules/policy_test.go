// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

const tiny = `{"schema":1,"name":"tiny","starts":"2018-01-01",
"facts":[
 {"name":"region","values":[{"name":"shanghai","label":{"zh":"上海"},"aliases":["SH"]},{"name":"guangdong"},{"name":"anhui"}]},
 {"name":"channel","values":[{"name":"pc"},{"name":"app"}]},
 {"name":"provider","values":[{"name":"ours"},{"name":"theirs"}],"default":"ours"},
 {"name":"age","min":1,"max":99}],
"decisions":[
 {"name":"method","kind":"values","values":[{"name":"photo","label":{"en":"Photo","zh":"照片"}},{"name":"app"},{"name":"ca_app"}],"binding":"submit"},
 {"name":"papers","kind":"collect","values":[{"name":"card"},{"name":"permit"},{"name":"guardian"}],"binding":"submit"},
 {"name":"sla","kind":"number","binding":"submit","unit":"business_days"},
 {"name":"span","kind":"range","binding":"submit","optional":true},
 {"name":"window","kind":"duration","binding":"now","optional":true}],
"switches":[{"name":"app-works","on":true}],
"rules":[
 {"id":"photo","layer":"national","decide":[{"decision":"method","value":"photo"}],"from":"2018-01-01","sources":[{"id":"S0-18"}]},
 {"id":"sh","layer":"region","when":[{"fact":"region","in":["shanghai"]}],"decide":[{"decision":"method","value":"ca_app"}],"from":"2018-01-01","until":"2019-04-23","confidence":"seed","disputed":true},
 {"id":"gd","layer":"region","when":[{"fact":"region","in":["guangdong"]},{"fact":"channel","in":["app"]}],"decide":[{"decision":"method","value":"app"}],"from":"2018-01-01","switch":"app-works"},
 {"id":"card","layer":"national","decide":[{"decision":"papers","value":"[card]"}],"from":"2018-01-01"},
 {"id":"permit","layer":"region","when":[{"fact":"region","not":["shanghai"]}],"decide":[{"decision":"papers","value":"[permit]"}],"from":"2018-01-01"},
 {"id":"young","layer":"national","when":[{"fact":"age","below":18}],"decide":[{"decision":"papers","value":"[guardian]"}],"from":"2018-01-01","replaces":["card"]},
 {"id":"one-day","layer":"national","when":[{"fact":"provider","in":["ours"]}],"decide":[{"decision":"sla","value":"1"}],"from":"2018-01-01"},
 {"id":"span","layer":"national","when":[{"fact":"region","in":["anhui"]}],"decide":[{"decision":"span","value":"3..20"},{"decision":"window","value":"48h"}],"from":"2018-01-01"}
]}`

func day(y int, m time.Month, d int) calendar.Date { return calendar.NewDate(y, m, d) }

func load(t *testing.T) *Policy {
	t.Helper()
	p, err := Load([]byte(tiny))
	require.NoError(t, err)
	return p
}

func ask(t *testing.T, p *Policy, decision string, facts map[string]string, at calendar.Date) (Verdict, error) {
	t.Helper()
	c, err := p.Case(facts)
	require.NoError(t, err)
	d, ok := p.Decision(decision)
	require.True(t, ok)
	return p.Judge(d, &c, at)
}

type facts = map[string]string

func TestJudge(t *testing.T) {
	p := load(t)
	at := day(2018, 4, 4)
	for _, tt := range []struct {
		decision string
		facts    facts
		at       calendar.Date
		value    string
		rule     string
	}{
		{"method", facts{"region": "shanghai"}, at, "ca_app", "sh"},
		{"method", facts{"region": "上海"}, day(2019, 4, 22), "ca_app", "sh"},
		{"method", facts{"region": "sh"}, day(2019, 4, 23), "photo", "photo"},
		{"method", facts{"region": "An’hui"}, at, "photo", "photo"},
		{"method", facts{"region": "guangdong", "channel": "app"}, at, "app", "gd"},
		{"method", facts{"region": "guangdong", "channel": "pc"}, at, "photo", "photo"},
		{"method", facts{"channel": "pc", "region": "anhui"}, at, "photo", "photo"},
		{"papers", facts{"region": "anhui", "age": "18"}, at, "[card permit]", "card"},
		{"papers", facts{"region": "anhui", "age": "17"}, at, "[guardian permit]", "permit"},
		{"papers", facts{"region": "shanghai", "age": "17"}, at, "[guardian]", "young"},
		{"sla", nil, at, "1", "one-day"},
		{"span", facts{"region": "anhui"}, at, "3..20", "span"},
		{"span", facts{"region": "shanghai"}, at, "", ""},
		{"window", facts{"region": "anhui"}, at, "48h", "span"},
	} {
		v, err := ask(t, p, tt.decision, tt.facts, tt.at)
		require.NoError(t, err, "%s %v", tt.decision, tt.facts)
		assert.Equal(t, tt.value, v.Value.String(), "%s %v", tt.decision, tt.facts)
		assert.Equal(t, tt.rule, v.Rule, "%s %v", tt.decision, tt.facts)
		assert.Equal(t, p.Digest(), v.Policy)
	}
}

func TestJudgeSaysWhatIsMissing(t *testing.T) {
	p := load(t)
	at := day(2018, 4, 4)
	_, err := ask(t, p, "method", facts{"region": "guangdong"}, at)
	need, ok := errors.AsType[*NeedError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, []string{"channel"}, need.Facts)

	_, err = ask(t, p, "method", nil, at)
	need, ok = errors.AsType[*NeedError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, []string{"region", "channel"}, need.Facts)

	_, err = ask(t, p, "method", facts{"channel": "pc"}, day(2020, 1, 1))
	assert.NoError(t, err, "every region has the same answer then")

	_, err = ask(t, p, "sla", facts{"provider": "theirs"}, at)
	gap, ok := errors.AsType[*GapError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "provider=theirs", gap.Case)

	_, err = ask(t, p, "method", facts{"region": "shanghai"}, day(2017, 12, 31))
	_, ok = errors.AsType[*GapError](err)
	assert.True(t, ok, "%v", err)
}

func TestJudgeDoesNotAllocate(t *testing.T) {
	p := load(t)
	c, err := p.Case(facts{"region": "guangdong", "channel": "app", "age": "20"})
	require.NoError(t, err)
	at := day(2018, 4, 4)
	all := p.Decisions()
	dst := make([]*Verdict, len(all))
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, d := range all {
			_, _ = p.Judge(d, &c, at)
		}
		p.JudgeAll(dst, &c, at)
	}))
	for i, d := range all {
		v, err := p.Judge(d, &c, at)
		require.NoError(t, err)
		assert.Equal(t, v, *dst[i])
	}
}

func TestCopies(t *testing.T) {
	p := load(t)
	at := day(2018, 4, 4)
	app := facts{"region": "guangdong", "channel": "app"}
	off, err := p.With("app-works", false)
	require.NoError(t, err)
	assert.NotEqual(t, p.Digest(), off.Digest())
	v, err := ask(t, off, "method", app, at)
	require.NoError(t, err)
	assert.Equal(t, "photo", v.Rule)
	on, err := off.With("app-works", true)
	require.NoError(t, err)
	assert.Equal(t, p.Digest(), on.Digest())

	none := p.Switched(false)
	for _, name := range p.Switches() {
		off, err = off.With(name, false)
		require.NoError(t, err)
	}
	assert.Equal(t, off.Digest(), none.Digest())
	v, err = ask(t, none, "method", app, at)
	require.NoError(t, err)
	assert.Equal(t, "photo", v.Rule)
	assert.Same(t, none, none.Switched(false))
	assert.Equal(t, p.Digest(), none.Switched(true).Digest())

	less, err := p.Without("young", "card")
	require.NoError(t, err)
	d, _ := p.Decision("papers")
	c, err := p.Case(facts{"region": "anhui", "age": "17"})
	require.NoError(t, err)
	v, err = less.Judge(d, &c, at)
	require.NoError(t, err, "handles of the first policy serve its copies")
	assert.Equal(t, "[permit]", v.Value.String())

	_, err = p.With("app-work", false)
	u, ok := errors.AsType[*UnknownError](err)
	require.True(t, ok)
	assert.Equal(t, []string{"app-works"}, u.Near)
	_, err = p.Without("nobody")
	u, ok = errors.AsType[*UnknownError](err)
	require.True(t, ok)
	assert.Equal(t, "RUL-008", u.Code)

	again, err := Load(p.Artifact())
	require.NoError(t, err)
	assert.Equal(t, p.Digest(), again.Digest())
}

func TestAnswering(t *testing.T) {
	p := load(t)
	at := day(2018, 4, 4)
	other, err := p.Answering("sh", "method", "app")
	require.NoError(t, err)
	assert.NotEqual(t, p.Digest(), other.Digest())
	d, _ := p.Decision("method")
	c, err := p.Case(facts{"region": "shanghai"})
	require.NoError(t, err)
	v, err := other.Judge(d, &c, at)
	require.NoError(t, err, "handles of the first policy serve its copies")
	assert.Equal(t, "app", v.Value.String())
	v, err = p.Judge(d, &c, at)
	require.NoError(t, err)
	assert.Equal(t, "ca_app", v.Value.String(), "the policy itself is as it was")
	back, err := other.Answering("sh", "method", "ca_app")
	require.NoError(t, err)
	assert.Equal(t, p.Digest(), back.Digest())

	_, err = p.Answering("sj", "method", "app")
	u, ok := errors.AsType[*UnknownError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "RUL-008", u.Code)
	_, err = p.Answering("sh", "papers", "[card]")
	u, ok = errors.AsType[*UnknownError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "RUL-003", u.Code)
	assert.Equal(t, []string{"method"}, u.All)
	for _, x := range [][3]string{{"sh", "method", "ap"}, {"card", "papers", "[cart]"}, {"one-day", "sla", "1..2"}} {
		_, err = p.Answering(x[0], x[1], x[2])
		wrong, ok := errors.AsType[*ArtifactError](err)
		require.True(t, ok, "%v", err)
		assert.Equal(t, "RUL-010", wrong.Code)
	}
}

func TestUnknownNames(t *testing.T) {
	p := load(t)
	_, err := p.Case(facts{"regoin": "shanghai"})
	u, ok := errors.AsType[*UnknownError](err)
	require.True(t, ok)
	assert.Equal(t, "RUL-001", u.Code)
	assert.Equal(t, []string{"region"}, u.Near)
	_, err = p.Case(facts{"region": "shangai"})
	u, ok = errors.AsType[*UnknownError](err)
	require.True(t, ok)
	assert.Equal(t, "RUL-002", u.Code)
	assert.Equal(t, []string{"shanghai"}, u.Near)
	_, err = p.Case(facts{"region": "shangai", "age": "100", "regoin": "shanghai"})
	require.Error(t, err)
	var codes []string
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
		require.ErrorAs(t, one, &u)
		codes = append(codes, u.Code+" "+u.Name)
	}
	assert.Equal(t, []string{"RUL-002 100", "RUL-002 shangai", "RUL-001 regoin"}, codes)
	_, err = p.Case(facts{"age": "100"})
	require.ErrorAs(t, err, &u)
	_, err = p.FindDecision("metod")
	require.ErrorAs(t, err, &u)
	assert.Equal(t, []string{"method"}, u.Near)
}

// What a packed policy says to people shows what it is: no character steers a terminal or turns the direction of writing.
func TestTextsDoNotSteer(t *testing.T) {
	for _, bad := range []string{`\u001b[2J`, `\u202e`, `\u009b`, `\u2028`, `\ud800`, `\u0000`, `\r`} {
		for _, place := range []string{
			`{"name":"region",`, `{"name":"shanghai","label":{"zh":"上海`, `"aliases":["SH`, `{"name":"photo","label":{"en":"Photo`, `"unit":"business_days`,
			`"switches":[{"name":"app-works",`, `"sources":[{"id":"S0-18`, `{"id":"sh",`,
		} {
			with := place + bad
			switch place {
			case `{"name":"region",`, `"switches":[{"name":"app-works",`:
				with = place + `"about":{"en":"` + bad + `"},`
			case `{"id":"sh",`:
				with = place + `"why":{"zh":"` + bad + `"},`
			}
			require.Contains(t, tiny, place)
			_, err := Load([]byte(strings.Replace(tiny, place, with, 1)))
			wrong, ok := errors.AsType[*ArtifactError](err)
			if assert.True(t, ok, "%s: %v", with, err) {
				assert.Contains(t, wrong.Error(), "steers", with)
			}
		}
	}
	_, err := Load([]byte(strings.Replace(tiny, `{"id":"sh",`, `{"id":"sh","why":{"en":"two\nlines\tand — café","zh":"上海，𠮷"},`, 1)))
	assert.NoError(t, err)
}

func TestMisuseIsLoud(t *testing.T) {
	p, q := load(t), load(t)
	d, _ := q.Decision("method")
	c := Case{}
	assert.Panics(t, func() { _, _ = p.Judge(d, &c, day(2018, 4, 4)) }, "a handle of another policy")
	d, _ = p.Decision("method")
	assert.Panics(t, func() { _, _ = p.Judge(d, &c, calendar.Date{}) }, "no date")
	f, _ := p.Fact("region")
	assert.Panics(t, func() { c.Set(f, 3) }, "outside the domain")
}

func TestRuleAdmits(t *testing.T) {
	limited := Rule{When: []Condition{{Fact: "provider", Values: []string{"a", "b"}}}}
	assert.True(t, limited.Admits("provider", "b"))
	assert.False(t, limited.Admits("provider", "c"))
	assert.True(t, limited.Admits("region", "beijing"), "it says nothing of regions")
	assert.True(t, new(Rule).Admits("provider", "c"))
}
