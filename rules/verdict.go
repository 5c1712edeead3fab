// SPDX-License-Identifier: Apache-2.0

package rules

// Layer says who speaks: a higher layer overrules a lower one.
type Layer string

// The layers, lowest first.
const (
	LayerNational Layer = "national"
	LayerRegion   Layer = "region"
	LayerHost     Layer = "host"
)

// Confidence says how near a rule is to what it is drawn from.
type Confidence string

// The confidences.
const (
	ConfidenceSeed Confidence = "seed" // one of the implemented documents says it
	ConfidenceFill Confidence = "fill" // those are silent, a source of the time says it
	ConfidenceNear Confidence = "near" // a source weeks or months away says it
)

// Verdict is the answer to a decision for a case on a day. It is complete: what an event records of it (value, rule,
// policy) is enough to read it later without the policy.
type Verdict struct {
	Decision   string
	Value      Value
	Rule       string // the winning rule; "" only when the policy is silent and may be
	Source     string // id of its first source, such as "S0-20"
	Layer      Layer
	Binding    Binding
	Confidence Confidence
	Disputed   bool   // sources contradict each other on this rule
	Policy     string // digest
}
