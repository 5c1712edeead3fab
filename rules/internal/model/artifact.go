// SPDX-License-Identifier: Apache-2.0

package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"github.com/icpfiling/icp/internal/jsonwords"
	"github.com/icpfiling/icp/internal/tongue"
)

// Limits of one policy. They bound the work hostile input can cause.
const (
	MaxArtifact  = 16 << 20 // bytes of canonical JSON
	MaxRules     = 4096     // rules of one policy
	MaxFacts     = 32       // facts of one policy
	MaxDecisions = 128      // decisions of one policy
	MaxValues    = 256      // values of one fact or decision
	MaxInt       = 10000    // numbers in the domain of one integer fact
	MaxFindings  = 100      // problems reported in one run
	MaxStates    = 50_000   // steps of the walks that compile one policy; the shipped one takes 1,700
)

// Text is a sentence or a label in English and Chinese.
type Text struct {
	En string `json:"en,omitempty"`
	Zh string `json:"zh,omitempty"`
}

// Error is the text in English, for a reader that says what is wrong.
func (t Text) Error() string { return t.En }

// Text is In, for a reader that says what is wrong.
func (t Text) Text(lang string) string { return t.In(lang) }

// In gives the text in a language, falling back to the other one.
func (t Text) In(lang string) string {
	if tongue.IsChinese(lang) && t.Zh != "" || t.En == "" {
		return t.Zh
	}
	return t.En
}

// Artifact is a policy as data: what is written, before it is compiled.
type Artifact struct {
	Schema    int        `json:"schema"`
	Name      string     `json:"name"`
	Starts    string     `json:"starts,omitempty"`
	Facts     []Fact     `json:"facts"`
	Decisions []Decision `json:"decisions"`
	Switches  []Switch   `json:"switches,omitempty"`
	Rules     []Rule     `json:"rules"`
}

// Fact is something known about a filing: one of a closed list of values, or an integer in a range. Derived names the
// extractor that computes it from what must not be stored; "" when it is simply said.
type Fact struct {
	Name    string  `json:"name"`
	About   Text    `json:"about,omitzero"`
	Values  []Named `json:"values,omitempty"`
	Min     int     `json:"min,omitempty"`
	Max     int     `json:"max,omitempty"`
	Default string  `json:"default,omitempty"`
	Open    bool    `json:"open,omitempty"`
	Derived string  `json:"derived,omitempty"`
}

// Named is one value of a fact or a decision, with its label and other spellings.
type Named struct {
	Name    string   `json:"name"`
	Label   Text     `json:"label,omitzero"`
	Aliases []string `json:"aliases,omitempty"`
}

// Decision is a question the policy answers.
type Decision struct {
	Name         string  `json:"name"`
	Kind         string  `json:"kind"`
	About        Text    `json:"about,omitzero"`
	Values       []Named `json:"values,omitempty"`
	Unit         string  `json:"unit,omitempty"`
	Binding      string  `json:"binding"`
	Optional     bool    `json:"optional,omitempty"`
	Open         bool    `json:"open,omitempty"`
	LoosestFirst bool    `json:"loosest_first,omitempty"`
}

// Switch turns the rules that name it on or off.
type Switch struct {
	Name  string `json:"name"`
	On    bool   `json:"on"`
	About Text   `json:"about,omitzero"`
}

// Rule is one dated row.
type Rule struct {
	ID         string   `json:"id"`
	Layer      string   `json:"layer"`
	When       []Cond   `json:"when,omitempty"`
	Decide     []Answer `json:"decide"`
	From       string   `json:"from"`
	FromIs     string   `json:"from_is,omitempty"`
	Until      string   `json:"until,omitempty"`
	UntilIs    string   `json:"until_is,omitempty"`
	Binding    string   `json:"binding,omitempty"`
	Confidence string   `json:"confidence,omitempty"`
	Disputed   bool     `json:"disputed,omitempty"`
	Replaces   []string `json:"replaces,omitempty"`
	Switch     string   `json:"switch,omitempty"`
	Why        Text     `json:"why,omitzero"`
	Sources    []Source `json:"sources,omitempty"`
}

// Cond limits one fact: to values, to all but values, or to a span of integers (Below exclusive).
type Cond struct {
	Fact  string   `json:"fact"`
	In    []string `json:"in,omitempty"`
	Not   []string `json:"not,omitempty"`
	From  *int     `json:"from,omitempty"`
	Below *int     `json:"below,omitempty"`
}

// Answer is what a rule decides, as canonical text.
type Answer struct {
	Decision string `json:"decision"`
	Value    string `json:"value"`
}

// Source says where a rule comes from.
type Source struct {
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
	Seen  string `json:"seen,omitempty"`
	Quote string `json:"quote,omitempty"`
	Says  string `json:"says,omitempty"`
}

// Decode reads an artifact strictly: known keys only, one value, within MaxArtifact.
func Decode(data []byte) (*Artifact, error) {
	if len(data) > MaxArtifact {
		return nil, Say("%d bytes are more than the limit of %d", "%d 字节，超过 %d 字节的上限", len(data), MaxArtifact)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var a Artifact
	if err := dec.Decode(&a); err != nil {
		en, zh := jsonwords.Of(err)
		return nil, Text{en, zh}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, Text{"there is something after the policy", "规则之后还有内容"}
	}
	return &a, nil
}

// Canonical gives the one spelling of an artifact, the bytes its digest is taken over.
func (a *Artifact) Canonical() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		panic("model: an artifact holds only strings and numbers: " + err.Error())
	}
	return b.Bytes()
}

// Digest is the SHA-256 of canonical bytes, as "sha256:…".
func Digest(canonical []byte) string {
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:])
}
