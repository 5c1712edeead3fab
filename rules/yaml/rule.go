// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"strconv"

	yaml4 "go.yaml.in/yaml/v4"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

// ruleRead is a rule with the places of its parts.
type ruleRead struct {
	rule model.Rule
	section
	broken bool // something is wrong with it
}

// misplaced notes a file that is no rule file and lies where those do, by the key that the others begin with.
func (s *section) misplaced(n *yaml4.Node) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key := n.Content[i]; key.Value {
		case "change":
			s.note(key, "file-place", model.Say("this is a change file, which does not belong to the policy; keep it outside the folder",
				"这是改动声明文件，不属于规则；请移到规则目录之外"))
			return true
		case "tests":
			s.note(key, "file-place", model.Say("this is a test file, not a rule file; tests lie below tests/ of the policy", "这是测试文件，不是规则文件；测试放在规则目录的 tests/ 之下"))
			return true
		}
	}
	return false
}

// rules reads a rule file.
func (r *reader) rules(file string, n *yaml4.Node) {
	s := &section{r: r, file: file, at: map[string]place{}}
	if n.Kind != yaml4.MappingNode {
		r.lost = true
		s.pairs(n, "a rule file")
		return
	}
	if s.misplaced(n) {
		r.lost = true
		return
	}
	k := s.keys(n, "a rule file", "policy", "layer", "for", "rules")
	r.version(s, n, k)
	layer := "national"
	p, ok := k["layer"]
	if ok {
		layer = s.text(p.value, "layer")
	} else {
		s.note(n, "layer", model.Say("the file must say its layer: national, region or host", "文件须写明 layer：national、region 或 host"))
	}
	list, ok := k["rules"]
	if !ok {
		r.lost = true
		s.note(n, "shape", model.Say("the file has no rules", "文件缺少 rules"))
		return
	}
	if list.value.Kind != yaml4.SequenceNode {
		r.lost = true
		s.note(list.value, "shape", model.Say("rules must be a list", "rules 须为列表"))
		return
	}
	if len(r.read)+len(list.value.Content) > model.MaxRules {
		r.lost = true
		s.note(list.key, "limit", model.Say("the policy has more than %d rules, the limit", "规则超过上限 %d 条", model.MaxRules))
		return
	}
	for _, c := range list.value.Content {
		if c.Kind != yaml4.MappingNode {
			r.lost = true
			s.pairs(c, "a rule")
			continue
		}
		one := &ruleRead{rule: model.Rule{Layer: layer}, section: section{r: r, file: file, at: map[string]place{}}}
		one.mark("", c)
		if p.value != nil {
			one.mark("layer", p.value)
		}
		before := len(r.findings)
		if all, ok := k["for"]; ok {
			one.conditions(all.value, "for")
		}
		one.fill(c)
		one.broken = len(r.findings) > before
		r.read = append(r.read, one)
	}
}

func (s *ruleRead) fill(n *yaml4.Node) {
	r := &s.rule
	k := s.keys(n, "a rule", "id", "when", "decide", "binding", "confidence", "disputed", "from", "from_is", "until", "until_is",
		"replaces", "switch", "why", "source")
	for _, f := range []struct {
		key string
		to  *string
	}{
		{"id", &r.ID},
		{"binding", &r.Binding},
		{"confidence", &r.Confidence},
		{"from", &r.From},
		{"from_is", &r.FromIs},
		{"until", &r.Until},
		{"until_is", &r.UntilIs},
		{"switch", &r.Switch},
	} {
		if p, ok := k[f.key]; ok {
			s.mark(f.key, p.value)
			*f.to = s.text(p.value, f.key)
		}
	}
	if _, ok := k["id"]; !ok {
		s.note(n, "shape", model.Say("the rule has no id", "规则缺少 id"))
		r.ID = "rule-" + strconv.Itoa(len(s.r.read)+1) // only to go on: the policy is refused anyway
	} else {
		s.at[""] = s.at["id"]
	}
	if p, ok := k["disputed"]; ok {
		r.Disputed = s.flag(p.value, "disputed")
	}
	if p, ok := k["when"]; ok {
		s.conditions(p.value, "when")
	}
	if p, ok := k["decide"]; ok {
		s.decide(p.value)
	}
	if p, ok := k["replaces"]; ok {
		for i, c := range s.list(p.value, "replaces") {
			s.mark("replaces/"+strconv.Itoa(i), c)
			r.Replaces = append(r.Replaces, c.Value)
		}
	}
	if p, ok := k["why"]; ok {
		r.Why = s.bilingual(p.value, "why")
	}
	if p, ok := k["source"]; ok {
		s.sources(p.value)
	}
}

func (s *ruleRead) conditions(n *yaml4.Node, what string) {
	for _, p := range s.pairs(n, what) {
		path := "when/" + p.key.Value
		s.mark(path, p.key)
		c := model.Cond{Fact: p.key.Value}
		if p.value.Kind == yaml4.MappingNode {
			k := s.keys(p.value, p.key.Value, "not", "from", "below")
			if v, ok := k["not"]; ok {
				c.Not = s.values(path, v.value, c.Fact)
			}
			for key, to := range map[string]**int{"from": &c.From, "below": &c.Below} {
				if v, ok := k[key]; ok {
					i := s.number(v.value, key)
					*to = &i
				}
			}
		} else {
			c.In = s.values(path, p.value, c.Fact)
		}
		s.rule.When = append(s.rule.When, c)
	}
}

func (s *ruleRead) values(path string, n *yaml4.Node, fact string) []string {
	var out []string
	for i, c := range s.list(n, fact) {
		s.mark(path+"/"+strconv.Itoa(i), c)
		if contains(out, c.Value) {
			s.note(c, "duplicate-value", model.Say("%q is listed twice", "%q 重复列出", c.Value))
		}
		out = append(out, c.Value)
	}
	return out
}

func (s *ruleRead) decide(n *yaml4.Node) {
	for _, p := range s.pairs(n, "decide") {
		path := "decide/" + p.key.Value
		s.mark(path, p.key)
		a := model.Answer{Decision: p.key.Value}
		kind := s.r.kinds[a.Decision]
		switch {
		case kind == model.KindCollect:
			var names []string
			for _, c := range s.list(p.value, a.Decision) {
				s.mark(path+"/"+c.Value, c)
				names = append(names, c.Value)
			}
			a.Value = model.SetText(names)
		case kind == "": // unknown, which is said where all names are known
			a.Value = p.value.Value
		case kind == model.KindRange && p.value.Kind == yaml4.SequenceNode && len(p.value.Content) == 2:
			a.Value = p.value.Content[0].Value + ".." + p.value.Content[1].Value
			s.mark(path, p.value)
		default:
			a.Value = s.text(p.value, a.Decision)
			s.mark(path, p.value)
		}
		s.rule.Decide = append(s.rule.Decide, a)
	}
}

func (s *ruleRead) sources(n *yaml4.Node) {
	list := []*yaml4.Node{n}
	if n.Kind == yaml4.SequenceNode {
		list = n.Content
	}
	for _, c := range list {
		var src model.Source
		if c.Kind == yaml4.ScalarNode {
			src.ID = s.text(c, "source")
			s.rule.Sources = append(s.rule.Sources, src)
			continue
		}
		k := s.keys(c, "source", "id", "title", "url", "seen", "quote", "says")
		for _, f := range []struct {
			key string
			to  *string
		}{
			{"id", &src.ID}, {"title", &src.Title}, {"url", &src.URL}, {"seen", &src.Seen}, {"quote", &src.Quote}, {"says", &src.Says},
		} {
			if p, ok := k[f.key]; ok {
				*f.to = s.text(p.value, f.key)
			}
		}
		if p, ok := k["seen"]; ok && src.Seen != "" {
			if _, err := calendar.ParseDate(src.Seen); err != nil {
				s.note(p.value, "date", model.Say("expected a date like 2026-01-31, found %q", "应为日期（如 2026-01-31），实际为 %q", src.Seen))
			}
		}
		if src.ID == "" && src.Title == "" && src.URL == "" {
			s.note(c, "source", model.Say("a source needs an id, a title or a url", "来源须有 id、title 或 url"))
		}
		s.rule.Sources = append(s.rule.Sources, src)
	}
}
