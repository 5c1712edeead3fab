// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"encoding/json"

	"github.com/icpfiling/icp/rules"
)

// artifact is a packed policy whose rules can be changed one at a time.
type artifact struct {
	top   map[string]json.RawMessage
	rules []json.RawMessage
	place map[string]int // of a rule, by id
}

func openArtifact(packed []byte) (*artifact, error) {
	a := &artifact{place: map[string]int{}}
	if err := json.Unmarshal(packed, &a.top); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(a.top["rules"], &a.rules); err != nil {
		return nil, err
	}
	for i, raw := range a.rules {
		var rule struct{ ID string }
		if err := json.Unmarshal(raw, &rule); err != nil {
			return nil, err
		}
		a.place[rule.ID] = i
	}
	return a, nil
}

// with loads the policy with one rule changed.
func (a *artifact) with(id string, change func(rule map[string]any)) (*rules.Policy, error) {
	var rule map[string]any
	i := a.place[id]
	if err := json.Unmarshal(a.rules[i], &rule); err != nil {
		return nil, err
	}
	change(rule)
	list := append([]json.RawMessage(nil), a.rules...)
	var err error
	if list[i], err = json.Marshal(rule); err != nil {
		return nil, err
	}
	top := make(map[string]json.RawMessage, len(a.top))
	for key, raw := range a.top {
		top[key] = raw
	}
	if top["rules"], err = json.Marshal(list); err != nil {
		return nil, err
	}
	packed, err := json.Marshal(top)
	if err != nil {
		return nil, err
	}
	return rules.Load(packed)
}

// answer changes what a rule says of one decision.
func answer(rule map[string]any, decision, value string) {
	decides, _ := rule["decide"].([]any)
	for _, d := range decides {
		if d, ok := d.(map[string]any); ok && d["decision"] == decision {
			d["value"] = value
		}
	}
}
