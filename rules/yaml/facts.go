// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"strconv"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/rules/internal/model"
)

// facts reads facts.yaml: the policy's name, facts, decisions and switches.
func (r *reader) facts(n *yaml4.Node) {
	s := &r.vocabulary
	s.mark("", n)
	if n.Kind != yaml4.MappingNode {
		s.pairs(n, "facts.yaml")
		return
	}
	k := s.keys(n, "facts.yaml", "policy", "name", "starts", "facts", "decisions", "switches")
	r.version(s, n, k)
	if p, ok := k["name"]; ok {
		s.mark("name", p.value)
		r.a.Name = s.text(p.value, "name")
	}
	if p, ok := k["starts"]; ok {
		s.mark("starts", p.value)
		r.a.Starts = s.text(p.value, "starts")
	}
	if p, ok := k["facts"]; ok {
		for i, f := range s.pairs(p.value, "facts") {
			r.a.Facts = append(r.a.Facts, s.fact("facts/"+strconv.Itoa(i), f))
		}
	}
	if p, ok := k["decisions"]; ok {
		for i, d := range s.pairs(p.value, "decisions") {
			r.a.Decisions = append(r.a.Decisions, s.decision("decisions/"+strconv.Itoa(i), d))
		}
	}
	if p, ok := k["switches"]; ok {
		for i, w := range s.pairs(p.value, "switches") {
			s.mark("switches/"+strconv.Itoa(i), w.key)
			r.a.Switches = append(r.a.Switches, s.toggle(w))
		}
	}
}

// version checks the first line of every file.
func (r *reader) version(s *section, n *yaml4.Node, k map[string]pair) {
	p, ok := k["policy"]
	if !ok {
		s.note(n, "version", model.Say("the file must say policy: v1", "文件须写明 policy: v1"))
	} else if p.value.Value != "v1" {
		s.note(p.value, "version", model.Say("policy: %q is not known here; this version reads v1", "无法识别 policy: %q；本版本仅支持 v1", p.value.Value), "v1")
	}
}

func (s *section) fact(path string, f pair) model.Fact {
	s.mark(path, f.key)
	out := model.Fact{Name: f.key.Value}
	k := s.keys(f.value, "fact "+f.key.Value, "values", "int", "about", "default", "open", "derived")
	if p, ok := k["values"]; ok {
		out.Values = s.named(path+"/values", p.value, "values of "+out.Name)
	}
	if p, ok := k["int"]; ok {
		b := s.keys(p.value, "int of "+out.Name, "min", "max")
		if m, ok := b["min"]; ok {
			out.Min = s.number(m.value, "min")
		}
		if m, ok := b["max"]; ok {
			out.Max = s.number(m.value, "max")
		}
	}
	if p, ok := k["about"]; ok {
		out.About = s.bilingual(p.value, "about")
	}
	if p, ok := k["default"]; ok {
		s.mark(path+"/default", p.value)
		out.Default = s.text(p.value, "default")
	}
	if p, ok := k["open"]; ok {
		out.Open = s.flag(p.value, "open")
	}
	if p, ok := k["derived"]; ok {
		s.mark(path+"/derived", p.value)
		out.Derived = s.text(p.value, "derived")
	}
	return out
}

// named reads a list of names, or a mapping of names to their labels and aliases.
func (s *section) named(path string, n *yaml4.Node, what string) []model.Named {
	var out []model.Named
	s.mark(path, n)
	if n.Kind == yaml4.SequenceNode {
		for i, c := range s.list(n, what) {
			s.mark(path+"/"+strconv.Itoa(i), c)
			out = append(out, model.Named{Name: c.Value})
		}
		return out
	}
	for i, p := range s.pairs(n, what) {
		s.mark(path+"/"+strconv.Itoa(i), p.key)
		v := model.Named{Name: p.key.Value}
		if p.value.Kind == yaml4.MappingNode {
			k := s.keys(p.value, "value "+v.Name, "en", "zh", "alias")
			if t, ok := k["en"]; ok {
				v.Label.En = s.text(t.value, "en")
			}
			if t, ok := k["zh"]; ok {
				v.Label.Zh = s.text(t.value, "zh")
			}
			if t, ok := k["alias"]; ok {
				for _, a := range s.list(t.value, "alias") {
					v.Aliases = append(v.Aliases, a.Value)
				}
			}
		} else {
			v.Label.En = s.text(p.value, "label")
		}
		out = append(out, v)
	}
	return out
}

func (s *section) decision(path string, d pair) model.Decision {
	s.mark(path, d.key)
	out := model.Decision{Name: d.key.Value}
	k := s.keys(d.value, "decision "+d.key.Value,
		model.KindValues, model.KindCollect, model.KindNumber, model.KindRange, model.KindDuration,
		"binding", "about", "optional", "open", "loosest_first")
	for _, kind := range []string{model.KindValues, model.KindCollect, model.KindNumber, model.KindRange, model.KindDuration} {
		p, ok := k[kind]
		if !ok {
			continue
		}
		if out.Kind != "" {
			s.note(p.key, "kind", model.Say("%s is already %s; a decision has one kind", "%s 已是 %s；一个决定只有一种类型", out.Name, out.Kind))
			continue
		}
		out.Kind = kind
		if kind == model.KindValues || kind == model.KindCollect {
			out.Values = s.named(path+"/values", p.value, "values of "+out.Name)
		} else {
			out.Unit = s.text(p.value, "the unit of "+out.Name)
		}
	}
	if p, ok := k["binding"]; ok {
		s.mark(path+"/binding", p.value)
		out.Binding = s.text(p.value, "binding")
	}
	if p, ok := k["about"]; ok {
		out.About = s.bilingual(p.value, "about")
	}
	for key, flag := range map[string]*bool{"optional": &out.Optional, "open": &out.Open, "loosest_first": &out.LoosestFirst} {
		if p, ok := k[key]; ok {
			*flag = s.flag(p.value, key)
		}
	}
	return out
}

func (s *section) toggle(w pair) model.Switch {
	out := model.Switch{Name: w.key.Value, On: true}
	k := s.keys(w.value, "switch "+out.Name, "on", "about")
	if p, ok := k["on"]; ok {
		out.On = s.flag(p.value, "on")
	}
	if p, ok := k["about"]; ok {
		out.About = s.bilingual(p.value, "about")
	}
	return out
}
