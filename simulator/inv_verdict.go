// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"

	"github.com/icpfiling/icp/fsm"
)

// binds gives the place of the binding whose decisions the step must answer, -1 for none. A filing that only repeats its
// SMS verification is handed over again, and not submitted.
func (t *trace) binds() int {
	switch t.step {
	case fsm.EventOpened:
		return bindOpen
	case fsm.EventSubmittedToAuthority:
		return bindAuthority
	case fsm.EventResubmitted:
		if t.state == fsm.SMSVerification {
			return bindAuthority
		}
		return bindSubmit
	case fsm.EventSubmitted:
		return bindSubmit
	}
	return -1
}

var verdictBeforeUse = Invariant{
	Name: "verdict-before-use", Source: "design",
	What:    "The step that binds a decision records its answer, with the policy that gave it.",
	WhatZH:  "判定在其生效的步骤中记录，并注明所依据的规则集。",
	watches: classes(0).and(classStepEnd),
	skips:   bindsNothing,
	holds: func(t *trace, e *entry) (bool, *why) {
		i := t.binds()
		if !t.fresh[i] || len(t.judged[i]) == 0 {
			return true, broke("{0} recorded no verdict for {1}", "{0} 未记录 {1} 的判定", t.step.String(), bindings[i])
		}
		for _, v := range t.judged[i] {
			if v.Decision == "" || v.Policy == "" || v.Value != "" && v.Value != "[]" && v.Rule == "" {
				return true, broke("the verdict on {0} does not say by which rule and policy", "{0} 的判定未注明规则与规则集", v.Decision)
			}
		}
		return true, held
	},
}

var verdictNeverChanges = Invariant{
	Name: "verdict-never-changes", Source: "design",
	What:    "What was judged is judged again only by a new submission.",
	WhatZH:  "已作判定不得变更，重新提交除外。",
	watches: watch(fsm.EventJudged),
	holds: func(t *trace, e *entry) (bool, *why) {
		i := bindingOf(e.event.Binding)
		if i < 0 || e.event.Command == fsm.CmdRejudge || e.event.Command == fsm.CmdReconcile { // the journalled repairs
			return false, held
		}
		if t.binds() != i || t.fresh[i] {
			return true, broke("{0} was judged with {1}", "{0} 的判定出现在 {1}", e.event.Binding, t.step.String())
		}
		return true, held
	},
}

var methodAsJudged = Invariant{
	Name: "method-as-judged", Source: "S0-18",
	What:    "The administrator is verified by the recorded method; a photo by none but a verdict of photo.",
	WhatZH:  "核验方式须与已记录的判定一致。",
	watches: watch(fsm.EventPhotoUploaded, fsm.EventAppVerified),
	holds: func(t *trace, e *entry) (bool, *why) {
		switch t.state {
		case fsm.Draft, fsm.PreliminaryReturned, fsm.SMSReturned:
			return false, held // for the submission that follows nothing is judged yet, and it checks
		}
		used := "photo"
		if e.event.Type == fsm.EventAppVerified {
			used = e.event.Value
		}
		if method := t.verdict("verify_method"); method != used {
			return true, broke("verified by {0}, judged was {1}", "以 {0} 核验，判定为 {1}", used, method)
		}
		return true, held
	},
}

var shanghaiApp = Invariant{
	Name: "shanghai-app", Source: "S0-20",
	What:    "A filing whose recorded verdict is shanghai_ca_app reaches the authority only after that app, or found further on.",
	WhatZH:  "判定须用上海管局App核验的，未核验不得提交管局；经查询已在后续阶段的除外。",
	watches: watch(fsm.EventSubmittedToAuthority),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.verdict("verify_method") != "shanghai_ca_app" {
			return false, held
		}
		if t.app != "shanghai_ca_app" && !t.foundVerified() {
			return true, broke("handed over without the Shanghai app", "未经上海管局App核验即提交管局")
		}
		return true, held
	},
}

// names walks the names of a recorded set: "[a b c]".
func names(set string) func(func(string) bool) {
	return func(yield func(string) bool) {
		rest := strings.TrimSuffix(strings.TrimPrefix(set, "["), "]")
		for rest != "" {
			var name string
			if name, rest, _ = strings.Cut(rest, " "); !yield(name) {
				return
			}
		}
	}
}
