// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"fmt"
	"strings"
)

// name tells changes apart.
type name struct{ of, where, what string }

func (s Survivor) name() name { return name{s.Of, s.Where, s.What} }

// trials are the changes tried so far, with their verdicts.
type trials struct {
	list     []Survivor
	verdicts []verdict
	at       map[name]int
}

func (t *trials) caught(n name) bool {
	i, known := t.at[n]
	return known && t.verdicts[i] != survived
}

// note keeps a verdict. What survived once and is tried again has the later reason, unless that says less.
func (t *trials) note(m Survivor, v verdict) {
	i, known := t.at[m.name()]
	if !known {
		t.at[m.name()] = len(t.list)
		t.list, t.verdicts = append(t.list, m), append(t.verdicts, v)
		return
	}
	t.verdicts[i] = v
	if !strings.Contains(m.Why, nobody) {
		t.list[i] = m
	}
}

func (t *trials) score() (s Score) {
	for i, v := range t.verdicts {
		c := &s.Table
		if t.list[i].Of == ofPolicy {
			c = &s.Policy
		}
		c.Mutants++
		switch v {
		case refused:
			c.Refused++
		case broken:
			c.Broken++
		case different:
			c.Different++
		default:
			s.Survivors = append(s.Survivors, t.list[i])
		}
	}
	return s
}

// nobody stands in the reasons that say that nothing came to the place.
const nobody = "no filing of the run"

// why says why a change went unnoticed.
func (x *lab) why(m *mutant, idle map[string]bool) (en, zh string) {
	n := x.judged[m.Where]
	switch {
	case m.Of == ofTable && idle[m.Where]:
		return nobody + " took this row", "没有备案经过此行"
	case m.Of == ofTable:
		return "filings took this row, and none needed what was taken away", "有备案经过此行，但均未用到被去掉的部分"
	case n == 0:
		return nobody + " was judged by this rule", "此规则未判定任何备案"
	}
	return fmt.Sprintf("the rule judged %d filings, and the change altered none of their logs", n),
		fmt.Sprintf("此规则判定了 %d 件备案，但改动未影响其日志", n)
}
