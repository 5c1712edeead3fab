// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"

	"github.com/icpfiling/icp/internal/jsonwords"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Position says where a rule is written. Line and Column count from 1; zero when not known.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// IsZero reports whether the position is not known.
func (p Position) IsZero() bool { return p == Position{} }

// String gives the position as file:line:column; "" when it is not known.
func (p Position) String() string {
	if p.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// At gives a copy of the policy that knows where its rules are written, by rule id, and what it declares, by
// "decisions/", "facts/" or "switches/" and the name. Positions stay outside the digest, so that moving a line breaks no pin.
func (p *Policy) At(positions map[string]Position) *Policy {
	c := *p
	c.at = maps.Clone(positions)
	return &c
}

// DecisionPosition says where a decision is declared.
func (p *Policy) DecisionPosition(name string) Position { return p.at[decisionKey+name] }

// FactPosition says where a fact is declared.
func (p *Policy) FactPosition(name string) Position { return p.at["facts/"+name] }

// SwitchPosition says where a switch is declared.
func (p *Policy) SwitchPosition(name string) Position { return p.at["switches/"+name] }

// decisionKey begins the keys of decisions among the positions; no rule id can.
const decisionKey = "decisions/"

// Within gives a copy whose positions lie in a folder: "regions/shanghai.yaml" becomes "folder/regions/shanghai.yaml".
func (p *Policy) Within(folder string) *Policy {
	c := *p
	c.at = make(map[string]Position, len(p.at))
	for id, pos := range p.at {
		pos.File = path.Join(folder, pos.File)
		c.at[id] = pos
	}
	return &c
}

// Locate gives a copy that knows where its rules are written, from the bytes of [Policy.Positions].
// Other bytes are an [*ArtifactError] (RUL-009).
func (p *Policy) Locate(positions []byte) (*Policy, error) {
	var at map[string]Position
	if err := json.Unmarshal(positions, &at); err != nil {
		en, zh := jsonwords.Of(err)
		return nil, unread("", "positions: ", model.Text{En: en, Zh: zh})
	}
	return p.At(at), nil
}

// Positions gives what [Policy.At] took, as JSON with sorted keys: the sidecar that lies beside an artifact.
func (p *Policy) Positions() []byte {
	out, err := json.MarshalIndent(p.at, "", " ")
	if err != nil {
		panic("rules: positions are strings and numbers: " + err.Error())
	}
	return append(out, '\n')
}
