// SPDX-License-Identifier: Apache-2.0

package fsm

// checkWords say what a finding means: {0} is the state, {1} the row, {2} the detail.
var checkWords = [numChecks]text{
	Unreachable:     {"no filing comes into {0}", "没有备案会进入{0}"},
	NeverEnabled:    {"no filing can take the row {1}", "没有备案能走到{1}"},
	DeadEnd:         {"a filing in {0} cannot get out of it", "处于{0}的备案无法离开该状态"},
	TwoRows:         {"two rows are enabled for {1} in {0}", "在{0}中，{1}同时满足两行"},
	NoFinal:         {"a filing in {0} can never end", "处于{0}的备案永远无法结束"},
	NoDeadline:      {"a filing waits in {0} and no deadline runs", "备案在{0}中等待，但没有任何时限"},
	NoHandler:       {"in {0} the deadline {2} runs out and no row takes it", "在{0}中，时限{2}到期后无人处理"},
	WithdrawDiffers: {"in {0} the policy says that withdrawing is {2}, and the table does otherwise", "在{0}中，规则规定撤回为{2}，而状态表不一致"},
	Unanswered:      {"in {0} the policy has no answer that {1} needs", "在{0}中，规则没有给出{1}所需的答案"},
}

var checkRemedies = [numChecks]text{
	Unreachable:     {"add a row that leads there, or take the state's rows out", "请增加进入该状态的行，或删除该状态的各行"},
	NeverEnabled:    {"look at its guards in the script: one of them always fails", "请对照脚本检查其条件：总有一项不成立"},
	DeadEnd:         {"add a row that leads out", "请增加离开该状态的行"},
	TwoRows:         {"make the conditions of the rows exclude one another", "请使各行条件互斥"},
	NoFinal:         {"add a way to a final state", "请增加通往最终状态的路径"},
	NoDeadline:      {"let the row that leads there set a deadline", "请让进入该状态的行设定时限"},
	NoHandler:       {"add a tick row for it", "请为其增加时限处理行"},
	WithdrawDiffers: {"add the withdraw row, or its guard", "请增加撤回行或其条件"},
	Unanswered:      {"mend the policy; icp rules check names the gap", "请修正规则；icp rules check 会指出缺口"},
}

var weakRemedy = text{"under this policy, on this date and in this scope; nothing has to be mended", "仅限于本规则、本日期和本范围；无需修正"}

// Text says the finding in "zh" or English: what, and what to do.
func (f Finding) Text(lang string) string {
	if f.Check >= numChecks {
		return "unknown"
	}
	separator := text{"; ", "；"}.in(lang)
	remedy := checkRemedies[f.Check]
	if f.Weak {
		remedy = weakRemedy
	}
	row := f.Row
	if c, ok := commandNamed(row); ok {
		row = c.Label(lang)
	}
	return fill(checkWords[f.Check].in(lang), f.State.String(), row, f.Detail) + separator + remedy.in(lang)
}
