// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

// rulesGroup is `icp rules`: what a policy says, and what a change of it does.
func rulesGroup(a *app) *cobra.Command {
	cmd := newGroup(a, "rules", a.text("ask, check, compare and pack policies", "查询、检查、比较与打包规则"))
	cmd.Long = a.text(
		"Ask, check, compare and pack policies. Wherever a command takes a policy, name a folder, a packed file, builtin, a\n"+
			"folder or file in git as REVISION:PATH, or BASE+FOLDER: a folder with a host's own layer over another policy, as in\n"+
			"builtin+my-layer.",
		"查询、检查、比较与打包规则。凡需要规则之处，可给出规则目录、打包文件、builtin、git 中的 版本:路径，\n"+
			"或 BASE+目录：在另一规则集之上加入使用方自己的一层，如 builtin+my-layer。")
	cmd.AddCommand(rulesExplain(a), rulesEval(a), rulesNeeds(a), rulesCheck(a), rulesFmt(a), rulesTest(a), rulesDiff(a), rulesImpact(a),
		rulesCases(a), rulesTimeline(a), rulesTable(a), rulesSchema(a), rulesPack(a), rulesVerify(a), rulesInit(a))
	return cmd
}

const builtinPolicy = "builtin"

// readPolicy reads a policy by the name a person gives it: "builtin", a folder, a packed file, either in git as
// REVISION:PATH, or a layer over any of them as BASE+FOLDER.
func readPolicy(a *app, name string) (*rules.Policy, error) {
	if name == builtinPolicy {
		return builtin.Policy(), nil
	}
	if base, layer, ok := layeredName(name); ok {
		return readLayered(a, base, layer)
	}
	info, err := os.Stat(name)
	if err != nil && strings.Contains(name, ":") {
		return readRevision(a, ".", name)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, a.unreadable(name, err)
	}
	if err != nil {
		return nil, failf(exitUnanswered, "%s", a.text(
			"there is no policy at "+name+"; name a folder, a packed file, builtin, or BASE+FOLDER",
			"未找到规则："+name+"；请给出规则目录、打包文件、builtin 或 BASE+目录"))
	}
	if !info.IsDir() {
		return readPacked(a, name, info.Size())
	}
	return readFolder(a, name, name)
}

// readFolder reads a policy folder; positions name it as said.
func readFolder(a *app, name, said string) (*rules.Policy, error) {
	return readFiles(a, os.DirFS(name), name, said)
}

// policyIsBelow is an error where a folder holds no policy and one folder in it does: a folder above the right one is
// easily named.
func (a *app) policyIsBelow(name string, files fs.FS) error {
	const facts = "facts.yaml"
	if _, err := fs.Stat(files, facts); err == nil {
		return nil
	}
	found, err := fs.Glob(files, "*/"+facts)
	if err != nil || len(found) != 1 {
		return nil
	}
	below := path.Join(filepath.ToSlash(name), path.Dir(found[0]))
	return failf(exitUnanswered, "%s", a.text("RUL-011: "+name+" holds no policy; did you mean "+below+"?", "RUL-011："+name+" 不是规则目录；是否想用 "+below+"？"))
}

func readFiles(a *app, files fs.FS, name, said string) (*rules.Policy, error) {
	p, err := yaml.Read(files)
	if found, ok := errors.AsType[*yaml.Error](err); ok {
		if err := a.policyIsBelow(name, files); err != nil {
			return nil, err
		}
		if err := a.onlyALayer(name, files); err != nil {
			return nil, err
		}
		return nil, failf(exitUnanswered, "%s", a.text("RUL-011: the policy in "+name+" cannot be read:\n", "RUL-011：无法读取规则目录 "+name+"：\n")+
			a.findingLines(name, found))
	}
	if err != nil {
		return nil, err
	}
	return p.Within(filepath.ToSlash(said)), nil
}

// findingLines words what could not be read, a line each.
func (a *app) findingLines(folder string, found *yaml.Error) string {
	var lines []string
	for _, i := range readIssues(folder, found.Findings) {
		line := i.line(a, a.severityText(i.Severity))
		for _, r := range i.Related {
			line += a.text(" (see also "+r.String()+")", "（另见 "+r.String()+"）")
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func readPacked(a *app, name string, size int64) (*rules.Policy, error) {
	const mostMegabytes = 16
	if size > mostMegabytes<<20 {
		return nil, failf(exitUnanswered, "%s", a.text(name+" is larger than 16 MB, the limit of a packed policy", name+" 超过打包规则 16 MB 的上限"))
	}
	data, err := a.readWhole(name, mostMegabytes)
	if err != nil {
		return nil, err
	}
	return loadPacked(a, name, data)
}

func loadPacked(a *app, name string, data []byte) (*rules.Policy, error) {
	p, err := rules.Load(data)
	if ext := filepath.Ext(name); err != nil && (ext == ".yaml" || ext == ".yml") {
		return nil, failf(exitUnanswered, "%s", a.text(
			"RUL-009: "+name+" is one file of a policy; name the folder with its facts.yaml",
			"RUL-009："+name+" 只是规则目录中的一个文件；请给出含 facts.yaml 的目录"))
	}
	if err != nil {
		return nil, a.errorOf(name, err)
	}
	return p, nil
}

// policyFlags are the flags of every command that asks one policy.
type policyFlags struct {
	policy   string
	switches []string
	at       string
}

func addPolicyFlags(a *app, cmd *cobra.Command) *policyFlags {
	f := &policyFlags{}
	cmd.Flags().StringVar(&f.policy, "policy", builtinPolicy, policyText(a))
	cmd.Flags().StringArrayVar(&f.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	cmd.Flags().StringVar(&f.at, "at", "", a.text("the day to judge on, like 2018-04-04", "判断日期，如 2018-04-04"))
	return f
}

func (f *policyFlags) load(a *app) (*rules.Policy, error) {
	p, err := readPolicy(a, f.policy)
	if err != nil {
		return nil, err
	}
	return switched(a, p, "--switch", f.switches)
}

// switched turns the switches of a flag.
func switched(a *app, p *rules.Policy, flag string, switches []string) (_ *rules.Policy, err error) {
	for _, s := range switches {
		name, state, ok := strings.Cut(s, "=")
		if !ok || state != "on" && state != "off" {
			return nil, failf(exitUnanswered, "%s", a.text(flag+" "+s+" is not NAME=on or NAME=off", flag+" "+s+" 应为 NAME=on 或 NAME=off"))
		}
		if p, err = p.With(name, state == "on"); err != nil {
			return nil, sayUnknown(a, err)
		}
	}
	return p, nil
}

func (f *policyFlags) date(a *app) (calendar.Date, error) {
	if f.at == "" {
		return calendar.Date{}, failf(exitUnanswered, "%s", a.text(
			"a policy answers for a day; add --at, like --at 2018-04-04", "规则按日期判断，请加 --at，如 --at 2018-04-04"))
	}
	d, err := calendar.ParseDate(f.at)
	if err != nil {
		return d, failf(exitUnanswered, "%s", a.text(
			"--at "+f.at+" is not a day of the calendar; write one like 2018-04-04", "--at "+f.at+" 不是有效日期；格式如 2018-04-04"))
	}
	return d, nil
}

// question is what every question to a policy starts with: the policy and the day.
func (f *policyFlags) question(a *app) (p *rules.Policy, at calendar.Date, err error) {
	if p, err = f.load(a); err == nil {
		at, err = f.date(a)
	}
	return p, at, err
}

// explain asks for one decision of one case, and gives the facts as they were given beside the answer.
func (f *policyFlags) explain(a *app, decision string, facts []string) (*rules.Policy, rules.Explanation, map[string]string, error) {
	none := rules.Explanation{}
	p, at, err := f.question(a)
	if err != nil {
		return nil, none, nil, err
	}
	d, err := p.FindDecision(decision)
	c, given, wrong := parseCase(a, p, facts)
	if err = errors.Join(err, wrong); err != nil {
		return nil, none, nil, sayUnknown(a, err)
	}
	if err = a.noteMixedUp(p, given); err != nil {
		return nil, none, nil, err
	}
	e, err := p.Explain(d, &c, at)
	if err != nil {
		return nil, none, nil, sayUnanswered(a, p, err)
	}
	return p, e, given, nil
}

// readCase reads arguments like region=shanghai, and tells at once all that is wrong with them.
func readCase(a *app, p *rules.Policy, args []string) (rules.Case, map[string]string, error) {
	c, given, err := parseCase(a, p, args)
	if err != nil {
		return c, nil, sayUnknown(a, err)
	}
	return c, given, a.noteMixedUp(p, given)
}

func parseCase(a *app, p *rules.Policy, args []string) (rules.Case, map[string]string, error) {
	given := map[string]string{}
	var unread []error
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			unread = append(unread, errors.New(a.text(
				arg+" is not a fact; write NAME=VALUE, like region=shanghai", arg+" 不是事实；格式为 NAME=VALUE，如 region=shanghai")))
			continue
		}
		if _, twice := given[name]; twice {
			unread = append(unread, errors.New(a.text(name+" is given twice", name+" 重复给出")))
		}
		given[name] = value
	}
	c, err := p.Case(given)
	return c, given, errors.Join(append(unread, err)...)
}

// sayUnanswered words a gap or a conflict in the language of the run; a conflict with the places of its rules.
func sayUnanswered(a *app, p *rules.Policy, err error) error {
	if fight, ok := errors.AsType[*rules.ConflictError](err); ok {
		var at []string
		for _, id := range fight.Rules {
			if r, _ := p.Rule(id); !r.Position.IsZero() {
				at = append(at, r.Position.String())
			}
		}
		if len(at) > 0 {
			return failf(exitUnanswered, "%s", fight.Text(a.lang)+a.text("; see ", "；见 ")+strings.Join(at, a.text(" and ", " 与 ")))
		}
	}
	return a.worded(err)
}

// sayUnknown words an unknown name in the language of the run.
func sayUnknown(a *app, err error) error { return a.worded(err) }
