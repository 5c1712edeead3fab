// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/rules"
)

func fsmMigrate(a *app) *cobra.Command {
	var file, policy string
	var exitCode bool
	cmd := &cobra.Command{
		Use:   "migrate --journal FILE",
		Short: a.text("what a policy would change about live filings, without changing it", "预演新规则对进行中备案的影响"),
		Long: a.text(
			"migrate reads an export of a journal (host.Export: one record a line) and says for every filing in progress whether\n"+
				"judging it again by the policy would leave it unchanged, move recorded answers, or is not possible. Nothing is changed;\n"+
				"the command Rejudge does it, one subject at a time.",
			"migrate 读取日志导出文件（host.Export，每行一条记录），逐一说明按新规则重新判定后，进行中的备案是不变、变动，还是无法判定。\n"+
				"此命令不作任何修改；实际修改由 Rejudge 命令逐个主体进行。"),
		Example: "  icp fsm migrate --journal export.jsonl --policy rules/alibabacloud\n" +
			"  icp fsm migrate --journal export.jsonl --policy next.json --exit-code --format json",
		Args: exactArgs(a),
	}
	cmd.Flags().StringVar(&file, "journal", "", a.text("the export to read; - is standard input", "日志导出文件；- 表示标准输入"))
	cmd.Flags().StringVar(&policy, "policy", "builtin", policyText(a))
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, a.text("exit 1 when something moves or is blocked", "存在变动或无法判定时退出码为 1"))
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		p, err := readPolicy(a, policy)
		if err != nil {
			return err
		}
		plan, err := migrationPlan(a, p, file)
		if err != nil {
			return err
		}
		if format.String() == "json" {
			err = a.writeJSON(plan)
		} else {
			err = a.printMigration(plan)
		}
		if err == nil && exitCode && plan.Moved+plan.Blocked > 0 {
			return exitWith(exitFindings)
		}
		return err
	}
	return cmd
}

type migrationJSON struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	Unchanged     int               `json:"unchanged"`
	Moved         int               `json:"moved"`
	Blocked       int               `json:"blocked"`
	Filings       []migratingFiling `json:"filings"`
}

type migratingFiling struct {
	Subject  string            `json:"subject"`
	Filing   string            `json:"filing"`
	State    string            `json:"state"`
	Provider string            `json:"provider,omitempty"`
	status   string            // what its provider calls the state
	Outcome  string            `json:"outcome"`
	Moves    []migratingAnswer `json:"moves,omitempty"`
	Why      string            `json:"why,omitempty"`
	WhyZH    string            `json:"why_zh,omitempty"`
}

type migratingAnswer struct {
	Decision string `json:"decision"`
	From     string `json:"from"`
	To       string `json:"to"`
	FromRule string `json:"from_rule,omitempty"`
	ToRule   string `json:"to_rule,omitempty"`
}

// migrationPlan reads an export and asks the policy about what is in progress.
func migrationPlan(a *app, p *rules.Policy, file string) (migrationJSON, error) {
	plan := migrationJSON{SchemaVersion: 1, Policy: p.Digest(), Filings: []migratingFiling{}}
	in := a.stdin
	switch file {
	case "":
		return plan, failf(exitUnanswered, "%s", a.text(
			"--journal of icp fsm migrate is missing; name the file host.Export wrote, or - for standard input",
			"icp fsm migrate 缺少 --journal；请给出 host.Export 写出的文件，或用 - 表示标准输入"))
	case "-":
	default:
		f, err := a.openFile(file)
		if err != nil {
			return plan, sayFile(a, file, err)
		}
		defer f.Close()
		in = f
	}
	m, err := fsm.New(p, calendar.China())
	if err != nil {
		return plan, a.worded(err)
	}
	var desk host.Desk
	if err := desk.Read(a.records(file, in)); err != nil {
		return plan, a.errorOf(file, err)
	}
	for _, f := range desk.Migrate(m) {
		plan.add(f, m.Status(f.Provider, f.State, a.lang))
	}
	return plan, nil
}

func (p *migrationJSON) add(f fsm.Migration, status string) {
	item := migratingFiling{Subject: f.Subject, Filing: f.Filing, State: f.State.String(), Provider: f.Provider, status: status, Outcome: f.Outcome, Why: f.Why, WhyZH: f.WhyZH}
	switch f.Outcome {
	case "moved":
		p.Moved++
	case "blocked":
		p.Blocked++
	default:
		p.Unchanged++
	}
	for i, from := range f.From {
		to := f.To[i]
		item.Moves = append(item.Moves, migratingAnswer{to.Decision, from.Value, to.Value, from.Rule, to.Rule})
	}
	p.Filings = append(p.Filings, item)
}

func (a *app) printMigration(p migrationJSON) error {
	var b strings.Builder
	outcomes := map[string]string{
		"unchanged": a.text("unchanged", "不变"),
		"moved":     a.style(styleWarn, a.text("moved", "变动")),
		"blocked":   a.style(styleError, a.text("blocked", "无法判定")),
	}
	for _, f := range p.Filings {
		fmt.Fprintf(&b, "%s  %s %s (%s)\n", outcomes[f.Outcome], visibleLine(f.Subject), visibleLine(f.Filing), visibleLine(f.status))
		for _, m := range f.Moves {
			fmt.Fprint(&b, visibleLine(fmt.Sprintf("  %s: %s → %s (%s → %s)", m.Decision, orNothing(m.From), orNothing(m.To), orNothing(m.FromRule), orNothing(m.ToRule))), "\n")
		}
		if f.Why != "" {
			b.WriteString(a.hang("  ", visibleLine(a.text(f.Why, f.WhyZH))))
		}
	}
	fmt.Fprintln(&b, a.text(
		fmt.Sprintf("%d unchanged, %d moved, %d blocked", p.Unchanged, p.Moved, p.Blocked),
		fmt.Sprintf("不变 %d，变动 %d，无法判定 %d", p.Unchanged, p.Moved, p.Blocked)))
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

func orNothing(value string) string {
	if value == "" {
		return "–"
	}
	return value
}
