// SPDX-License-Identifier: Apache-2.0

package mutate

import "fmt"

// score counts the verdicts, and says why what was not noticed was not.
func (x *lab) score(list []*trial) (s Score) {
	for _, t := range list {
		c := &s.Table
		if t.Of == ofPolicy {
			c = &s.Policy
		}
		c.Mutants++
		switch t.verdict {
		case refused:
			c.Refused++
		case broken:
			c.Broken++
		case different:
			c.Different++
		case equivalent:
			c.Equivalent++
			s.Equivalent = append(s.Equivalent, t.Survivor)
		default:
			t.Why, t.WhyZH = x.why(&t.mutant)
			s.Survivors = append(s.Survivors, t.Survivor)
		}
	}
	return s
}

// why says why a change went unnoticed.
func (x *lab) why(m *mutant) (en, zh string) {
	n := x.judged[m.Where]
	switch {
	case m.Of == ofTable && !x.tried[m.cell.from.String()+"/"+m.cell.command.String()]:
		return "no filing of the run gave this command in this state", "没有备案在此状态下执行该操作"
	case m.Of == ofTable && x.taken[m.Where] == 0:
		return "no filing of the run took this row, and none was refused for this reason", "没有备案经过此行，也没有因此被拒绝"
	case m.Of == ofTable:
		return "filings took this row, and none needed what was taken away", "有备案经过此行，但均未用到被去掉的部分"
	case n == 0:
		return "no filing of the run was judged by this rule", "此规则未判定任何备案"
	}
	return fmt.Sprintf("the rule judged filings %d times, and the change altered none of their logs", n),
		fmt.Sprintf("此规则作出 %d 次判定，但改动未影响任何日志", n)
}
