// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

func (c *checker) replaces(path string, r *Rule) {
	for i, id := range r.Replaces {
		at := path + "/replaces/" + strconv.Itoa(i)
		other, ok := c.rules[id]
		if !ok {
			c.add(at, "unknown-rule", Say("unknown rule %q", "没有规则 %q", id), Near(id, sortedKeys(c.rules))...)
			continue
		}
		if id == r.ID {
			c.add(at, "replaces", Say("rule %q replaces itself; name the rule it takes the place of", "规则 %q 取代其自身；请写被取代的规则", r.ID))
			continue
		}
		if other.Layer != r.Layer {
			c.add(at, "replaces", Say("rule %q can replace another rule of its own layer only; %q is %s", "规则 %q 只能取代同一层的另一条规则；%q 属于 %s", r.ID, id, other.Layer))
		}
		shares := slices.ContainsFunc(other.Decide, func(o Answer) bool {
			return slices.ContainsFunc(r.Decide, func(a Answer) bool { return a.Decision == o.Decision })
		})
		if !shares {
			c.add(at, "replaces", Say("rule %q and %q decide nothing in common", "规则 %q 与 %q 没有共同的决定", r.ID, id))
		}
	}
}

// circles finds rules that replace each other in a circle: each circle is said where it closes.
func (c *checker) circles(index map[string]int) {
	const onWay, done = 1, 2
	state := map[string]int{}
	var way []string
	var walk func(r *Rule)
	walk = func(r *Rule) {
		state[r.ID] = onWay
		way = append(way, r.ID)
		for k, id := range r.Replaces {
			next, ok := c.rules[id]
			switch {
			case !ok || id == r.ID || next.Layer != r.Layer || state[id] == done:
			case state[id] == onWay:
				round := append(slices.Clone(way[slices.Index(way, id):]), id)
				c.add(fmt.Sprintf("rules/%d/replaces/%d", index[r.ID], k), "replaces", Say(
					"rules replace each other in a circle, %s; where all hold none would speak",
					"规则循环取代：%s；同时有效时均不生效", strings.Join(round, " > ")))
			default:
				walk(next)
			}
		}
		way = way[:len(way)-1]
		state[r.ID] = done
	}
	for i := range c.a.Rules {
		if r := &c.a.Rules[i]; c.rules[r.ID] == r && state[r.ID] == 0 {
			walk(r)
		}
	}
}
