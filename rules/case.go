// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/icpfiling/icp/rules/internal/model"
)

// Case is what is known about a filing: a fixed-size value without pointers, comparable with ==. The zero Case knows
// nothing. It belongs to the policy whose handles filled it, and to that policy's copies.
type Case struct {
	known [model.MaxFacts]uint16 // 0: not known, else place of the value + 1
}

// Set notes the value of a fact: for a named value its place ([Fact.Value]), for an integer the integer itself. A
// value outside the fact's domain is a programmer's mistake and panics.
func (c *Case) Set(f Fact, value int) {
	d := &f.v.facts[f.i]
	place := value - d.Min
	if place < 0 || place >= d.Size {
		panic(fmt.Sprintf("rules: %d is outside the values of fact %s", value, d.Name))
	}
	c.known[f.i] = uint16(place + 1)
}

// Clear makes a fact unknown again.
func (c *Case) Clear(f Fact) { c.known[f.i] = 0 }

// Get gives what [Case.Set] noted; false when the fact is not known.
func (c *Case) Get(f Fact) (value int, ok bool) {
	v := c.known[f.i]
	return f.v.facts[f.i].Min + int(v) - 1, v != 0
}

// Case reads a case from text. Names are strict, values also go by Chinese label or alias (上海, SH, An'hui). Unknown
// facts and values give an *[UnknownError] with near names (RUL-001, RUL-002); several are joined, in alphabetical order of the
// facts.
func (p *Policy) Case(facts map[string]string) (Case, error) {
	var c Case
	var unread []error
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		f, ok := p.Fact(name)
		if !ok {
			unread = append(unread, unknown("RUL-001", "fact", name, "", slices.Sorted(maps.Keys(p.v.fact))))
			continue
		}
		v, ok := f.Value(facts[name])
		if !ok {
			unread = append(unread, unknownValue(f, facts[name]))
			continue
		}
		c.Set(f, v)
	}
	switch len(unread) {
	case 0:
		return c, nil
	case 1:
		return Case{}, unread[0]
	}
	return Case{}, errors.Join(unread...)
}
