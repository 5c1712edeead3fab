// SPDX-License-Identifier: Apache-2.0

package engines

import (
	"reflect"
	"testing"
	"testing/fstest"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/ext"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

// Filing is the condition's input, for engines that read Go values.
type Filing struct {
	Region string `expr:"region" cel:"region"`
	Kind   string `expr:"kind" cel:"kind"`
	Age    int    `expr:"age" cel:"age"`
}

// The condition of every engine: a filing of one province and one kind by somebody of age.
const (
	exprText = `region in ["shanghai"] && kind == "change_website" && age >= 18`
	celText  = `filing.region in ["shanghai"] && filing.kind == "change_website" && filing.age >= 18`

	factsText = `policy: v1
name: one-condition
starts: 2018-04-04
facts:
  region: { values: [beijing, shanghai, guangdong] }
  kind: { values: [first_filing, change_website, cancel_website] }
  age: { int: { min: 0, max: 150 } }
decisions:
  accept: { values: [accepted, refused], binding: submit }
`
	rulesText = `policy: v1
layer: national
rules:
  - { id: refused, decide: { accept: refused }, from: 2018-04-04 }
  - id: accepted
    when: { region: shanghai, kind: change_website, age: { from: 18 } }
    decide: { accept: accepted }
    from: 2018-04-04
    replaces: refused
`
)

// engine answers the condition for a filing. ready does what a host does once per filing, before it asks.
type engine struct {
	name  string
	ready func(f Filing) func() (bool, error)
}

func engines(tb testing.TB) []engine {
	tb.Helper()
	return []engine{
		{"plain-go", func(f Filing) func() (bool, error) {
			return func() (bool, error) { return f.Region == "shanghai" && f.Kind == "change_website" && f.Age >= 18, nil }
		}},
		rulesEngine(tb), exprStruct(tb), exprMap(tb), celNative(tb), celMap(tb),
	}
}

func rulesEngine(tb testing.TB) engine {
	tb.Helper()
	p, err := yaml.Read(fstest.MapFS{"facts.yaml": {Data: []byte(factsText)}, "rules.yaml": {Data: []byte(rulesText)}})
	require.NoError(tb, err)
	d, ok := p.Decision("accept")
	require.True(tb, ok)
	region, _ := p.Fact("region")
	kind, _ := p.Fact("kind")
	age, _ := p.Fact("age")
	at := calendar.NewDate(2018, time.April, 4)
	return engine{"rules", func(f Filing) func() (bool, error) {
		var c rules.Case
		set := func(to rules.Fact, name string) {
			v, ok := to.Value(name)
			require.True(tb, ok)
			c.Set(to, v)
		}
		set(region, f.Region)
		set(kind, f.Kind)
		c.Set(age, f.Age)
		return func() (bool, error) {
			v, err := p.Judge(d, &c, at)
			return v.Value.Is("accepted"), err
		}
	}}
}

func exprStruct(tb testing.TB) engine {
	tb.Helper()
	program, err := expr.Compile(exprText, expr.Env(Filing{}), expr.AsBool())
	require.NoError(tb, err)
	return engine{"expr-struct", func(f Filing) func() (bool, error) { return exprRun(program, f) }}
}

func exprMap(tb testing.TB) engine {
	tb.Helper()
	program, err := expr.Compile(exprText, expr.Env(asMap(Filing{})), expr.AsBool())
	require.NoError(tb, err)
	return engine{"expr-map", func(f Filing) func() (bool, error) { return exprRun(program, asMap(f)) }}
}

func exprRun(program *vm.Program, env any) func() (bool, error) {
	var machine vm.VM
	return func() (bool, error) {
		out, err := machine.Run(program, env)
		if err != nil {
			return false, err
		}
		return out.(bool), nil
	}
}

func celNative(tb testing.TB) engine {
	tb.Helper()
	env, err := cel.NewEnv(ext.NativeTypes(reflect.TypeFor[*Filing](), ext.ParseStructTags(true)), cel.Variable("filing", cel.ObjectType("engines.Filing")))
	require.NoError(tb, err)
	return engine{"cel-native", func(f Filing) func() (bool, error) { return celRun(tb, env, &f) }}
}

func celMap(tb testing.TB) engine {
	tb.Helper()
	env, err := cel.NewEnv(cel.Variable("filing", cel.MapType(cel.StringType, cel.DynType)))
	require.NoError(tb, err)
	return engine{"cel-map", func(f Filing) func() (bool, error) { return celRun(tb, env, asMap(f)) }}
}

func celRun(tb testing.TB, env *cel.Env, filing any) func() (bool, error) {
	tb.Helper()
	ast, issues := env.Compile(celText)
	require.NoError(tb, issues.Err())
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	require.NoError(tb, err)
	vars := map[string]any{"filing": filing}
	return func() (bool, error) {
		out, _, err := program.Eval(vars)
		if err != nil {
			return false, err
		}
		return out.Value().(bool), nil
	}
}

func asMap(f Filing) map[string]any {
	return map[string]any{"region": f.Region, "kind": f.Kind, "age": f.Age}
}

// All engines give one answer for every case near the condition's edges.
func TestEnginesAgree(t *testing.T) {
	all := engines(t)
	accepted := 0
	for _, region := range []string{"beijing", "shanghai", "guangdong"} {
		for _, kind := range []string{"first_filing", "change_website", "cancel_website"} {
			for _, age := range []int{0, 17, 18, 150} {
				f := Filing{region, kind, age}
				want, err := all[0].ready(f)()
				require.NoError(t, err)
				for _, e := range all[1:] {
					got, err := e.ready(f)()
					require.NoError(t, err, e.name)
					require.Equal(t, want, got, "%s %+v", e.name, f)
				}
				if want {
					accepted++
				}
			}
		}
	}
	require.Equal(t, 2, accepted)
}

// One condition, one case that holds.
func BenchmarkCondition(b *testing.B) {
	for _, e := range engines(b) {
		b.Run(e.name, func(b *testing.B) {
			ask := e.ready(Filing{"shanghai", "change_website", 30})
			b.ReportAllocs()
			for b.Loop() {
				if ok, err := ask(); !ok || err != nil {
					b.Fatal(ok, err)
				}
			}
		})
	}
}

// Every decision of the shipped policy for one case, beside which the above is one condition.
func BenchmarkShippedPolicy(b *testing.B) {
	p := builtin.Policy()
	c, err := p.Case(map[string]string{
		"region": "guangdong", "kind": "change_website", "registered": "here", "subject_kind": "enterprise", "upload_channel": "app",
		"site": "international", "state": "verification", "touched": "no", "top_colour": "other", "notice_kind": "progress",
		"domain_holder_is": "subject", "domain_validity_is": "enough", "identity_validity_is": "enough",
		"administrators_are": "legal_representative", "website_name_is": "fine",
	})
	require.NoError(b, err)
	at := calendar.NewDate(2018, time.April, 4)
	dst := make([]*rules.Verdict, len(p.Decisions()))
	b.ReportAllocs()
	for b.Loop() {
		p.JudgeAll(dst, &c, at)
	}
	b.ReportMetric(float64(len(dst)), "decisions/op")
}
