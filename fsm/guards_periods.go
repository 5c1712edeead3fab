// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/internal/opaque"
)

// periodsFaults are those of what is held against a record to import, or against one of its websites: a notice of empty shells
// where it is one, each inspection by a provider that gives access.
func periodsFaults(list []Period, shell bool, accesses []string) (faults []text) {
	for i := range list {
		p, at := &list[i], "Periods["+strconv.Itoa(i)+"]"
		add := func(en, zh string) { faults = append(faults, text{at + ": " + en, at + "：" + zh}) }
		switch {
		case p.Name == ShellNoticePeriod && !shell:
			add("what has access or a website is no empty shell", "有接入或网站，不属于空壳")
		case p.Name == ShellNoticePeriod && (p.Provider != "" || p.Causes != nil):
			add("a notice of empty shells has no provider and no causes", "空壳公示没有接入商和原因")
		case p.Name == InspectionPeriod && !slices.Contains(accesses, p.Provider):
			add("its provider gives no access", "其接入商未提供接入")
		case p.Name == InspectionPeriod && len(p.Causes) == 0:
			add("an inspection that failed has a cause", "核查未通过须填写原因")
		case p.Name != ShellNoticePeriod && p.Name != InspectionPeriod:
			add("its name is shell_notice or inspection", "名称须为shell_notice或inspection")
		case slices.ContainsFunc(list[:i], func(o Period) bool { return o.Name == p.Name && o.Provider == p.Provider }):
			add("there is another one of its kind", "同类事项重复")
		}
		for k, cause := range p.Causes {
			if fault := opaque.ID(cause); fault != opaque.Fine {
				cause := "Causes[" + strconv.Itoa(k) + "] "
				add(cause+idFaults[fault][0], cause+idFaults[fault][1])
			}
		}
		if !p.Until.IsZero() && p.Until.Before(p.From) || p.Passed && p.Until.IsZero() {
			add("its last day lies before its first, or is missing", "截止日早于起始日或缺失")
		}
	}
	return faults
}
