// SPDX-License-Identifier: Apache-2.0

package rules

import "github.com/icpfiling/icp/calendar"

// Test is a promise about a policy: on every day of a span, every case its conditions admit has these answers. Facts
// that no condition limits take every value (or their default, if they have one), so short tests are strong ones.
// rules/yaml reads tests from tests/*.yaml, rules/check proves them.
type Test struct {
	Name        string
	Position    Position
	From, Until calendar.Date // Until exclusive; zero: no end
	Given       []Condition
	Expect      []Expectation
	Because     []string // rules that must be among those that win or add
}

// Expectation is one answer a [Test] promises: a value (the zero Value is silence), or what a set has and lacks.
type Expectation struct {
	Decision   string
	Value      Value
	Has, Lacks []string // when not both nil, in place of Value
	Position   Position
}

// Announcement is a change of answers that somebody says is meant: one entry of a change file. Old and New are canonical
// values; for a set they are what goes and what comes. An entry about a name, as icp rules diff words it in English, has
// Vocabulary and nothing else.
type Announcement struct {
	Intent      string
	Vocabulary  string
	Decision    string
	Old, New    Value
	Given       []Condition
	From, Until calendar.Date // Until exclusive; zero: no end; a zero From: no beginning
	Position    Position
}
