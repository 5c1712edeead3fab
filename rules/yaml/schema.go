// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"encoding/json"
	"strconv"

	"github.com/icpfiling/icp/rules"
)

type object = map[string]any

// Schema gives a JSON Schema (draft-07) of the rule files of a policy, so that an editor completes and diagnoses facts,
// values and decisions while they are typed.
func Schema(p *rules.Policy) []byte {
	when, decide := object{}, object{}
	for _, f := range p.Facts() {
		when[f.Name()] = factSchema(f)
	}
	var ids []string
	for _, d := range p.Decisions() {
		decide[d.Name()] = decisionSchema(p, d)
	}
	for _, r := range p.Rules() {
		ids = append(ids, r.ID)
	}
	text := object{"type": "string"}
	both := object{"oneOf": []any{text, object{
		"type": "object", "additionalProperties": false, "properties": object{"en": text, "zh": text},
	}}}
	day := object{"type": "string", "pattern": `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`}
	certainty := enum("known_by", "about")
	source := object{
		"type": "object", "additionalProperties": false, "minProperties": 1,
		"properties": object{"id": text, "title": text, "url": text, "seen": day, "quote": text, "says": text},
	}
	limits := object{"type": "object", "additionalProperties": false, "properties": when}
	rule := object{
		"type": "object", "additionalProperties": false, "required": []string{"id", "decide", "from"},
		"properties": object{
			"id":         object{"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
			"when":       limits,
			"decide":     object{"type": "object", "additionalProperties": false, "minProperties": 1, "properties": decide},
			"binding":    enum("open", "submit", "authority_submit", "now"),
			"confidence": enum("seed", "fill", "near"),
			"disputed":   object{"type": "boolean"},
			"from":       day, "from_is": certainty, "until": day, "until_is": certainty,
			"replaces": oneOrMore(enum(ids...)),
			"switch":   enum(p.Switches()...),
			"why":      both,
			"source":   oneOrMore(object{"oneOf": []any{text, source}}),
		},
	}
	schema := object{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": "rules of the policy " + p.Name(), "type": "object",
		"additionalProperties": false, "required": []string{"policy", "layer", "rules"},
		"properties": object{
			"policy": enum("v1"), "layer": enum("national", "region", "host"), "for": limits,
			"rules": object{"type": "array", "items": rule},
		},
	}
	out, err := json.MarshalIndent(schema, "", " ")
	if err != nil {
		panic("yaml: a schema holds only strings and lists: " + err.Error())
	}
	return append(out, '\n')
}

// enum admits these names. Of none it admits nothing: an empty list is no schema.
func enum(names ...string) object {
	if len(names) == 0 {
		return object{"not": object{}}
	}
	return object{"enum": names}
}

// labelled is an enum whose values carry their Chinese labels, which editors show beside the name.
func labelled(names []string, label func(name string) string) object {
	var out []any
	for _, n := range names {
		one := object{"const": n}
		if l := label(n); l != n {
			one["description"] = l
		}
		out = append(out, one)
	}
	return object{"oneOf": out}
}

func oneOrMore(item object) object {
	return object{"oneOf": []any{item, object{"type": "array", "items": item}}}
}

func factSchema(f rules.Fact) object {
	lo, hi, isInt := f.Integer()
	number := object{"type": "integer", "minimum": lo, "maximum": hi}
	var value object
	properties := object{}
	if isInt {
		value = number
		properties["from"] = number
		properties["below"] = object{"type": "integer", "minimum": lo + 1, "maximum": hi + 1}
	} else {
		value = labelled(f.Values(), func(n string) string { return f.Label(n, "zh") })
	}
	properties["not"] = oneOrMore(value)
	return object{"anyOf": []any{
		value,
		object{"type": "array", "items": value, "uniqueItems": true, "minItems": 1},
		object{"type": "object", "additionalProperties": false, "minProperties": 1, "properties": properties},
	}}
}

func decisionSchema(p *rules.Policy, d rules.Decision) object {
	out := object{}
	switch d.Kind() {
	case rules.KindValues:
		out = labelled(d.Values(), func(n string) string { return p.Text(d, n, "zh") })
	case rules.KindCollect:
		out = oneOrMore(labelled(d.Values(), func(n string) string { return p.Text(d, n, "zh") }))
	case rules.KindNumber:
		out = object{"type": "integer", "minimum": 0}
	case rules.KindRange:
		out = object{"type": "array", "items": object{"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
	case rules.KindDuration:
		out = object{"type": "string", "pattern": "^[0-9]+[hms]$"}
	}
	if about := d.About("en"); about != "" {
		out["description"] = about + unitText(d)
	}
	return out
}

func unitText(d rules.Decision) string {
	if d.Unit() == "" {
		return ""
	}
	return " In " + strconv.Quote(d.Unit()) + "."
}
