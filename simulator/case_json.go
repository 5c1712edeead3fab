// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/fault"
)

// CaseFormat is the format of case files. A later one is refused with a word on which program to take.
const CaseFormat = "icp-simcase/1"

const caseFormatFamily = "icp-simcase/"

// caseFile is how a case stands in its file.
type caseFile struct {
	Format    string     `json:"format"`
	Spec      string     `json:"spec"`
	Policy    string     `json:"policy"`
	Calendar  string     `json:"calendar"`
	Plant     string     `json:"plant,omitempty"`
	Invariant string     `json:"invariant"`
	Expect    string     `json:"expect"`
	Origin    caseOrigin `json:"origin"`
	Note      string     `json:"note,omitempty"`
	Steps     []stepFile `json:"steps"`
}

type caseOrigin struct {
	Seed   uint64 `json:"seed"`
	Filing int    `json:"filing"`
}

type stepFile struct {
	At      string          `json:"at"`
	Clock   string          `json:"clock,omitempty"`
	Actor   string          `json:"actor,omitempty"`
	Command string          `json:"command,omitempty"`
	Fault   *faultFile      `json:"fault,omitempty"`
	With    json.RawMessage `json:"with,omitempty"`
	Late    []string        `json:"late,omitempty"`
	Refused bool            `json:"refused,omitempty"`
}

// faultFile is what went wrong instead of a command.
type faultFile struct {
	Kind   string `json:"kind"`
	Target string `json:"target,omitempty"`
	N      int    `json:"n,omitempty"`
}

const (
	expectViolation = "violation"
	expectPass      = "pass"
)

// Encode writes the case as its file, one line for each step. The same case gives the same bytes.
func (c *Case) Encode() []byte {
	f := caseFile{
		Format: CaseFormat, Spec: Spec, Policy: c.Policy, Calendar: c.Calendar, Plant: c.Plant, Invariant: c.Invariant,
		Expect: expectViolation, Origin: caseOrigin{c.Seed, c.Filing}, Note: c.Note, Steps: []stepFile{},
	}
	if c.Pass {
		f.Expect = expectPass
	}
	head := encodeJSON(f, "  ")
	var b bytes.Buffer
	b.Write(bytes.TrimSuffix(head, []byte("[]\n}")))
	for i := range c.Steps {
		b.WriteString([]string{"[\n", ",\n"}[min(i, 1)])
		b.WriteString("    ")
		b.Write(encodeJSON(c.Steps[i].file(), ""))
	}
	b.WriteString([]string{"[]\n}\n", "\n  ]\n}\n"}[min(len(c.Steps), 1)])
	return b.Bytes()
}

func encodeJSON(v any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		panic("simulator: a case that cannot be written: " + err.Error())
	}
	return bytes.TrimSpace(b.Bytes())
}

func (s *CaseStep) file() stepFile {
	if x := s.Fault; x.Kind != fault.None {
		return stepFile{At: utc8(s.At), Fault: &faultFile{x.Kind.String(), x.Target, x.N}}
	}
	f := stepFile{At: utc8(s.At), Actor: s.actor(), Command: s.Name(), Refused: s.Refused}
	if s.Clock != 0 {
		f.Clock = s.Clock.String()
	}
	for _, late := range s.Late {
		f.Late = append(f.Late, late.String())
	}
	var command any = s.Command
	if s.Contact != nil {
		command = s.Contact
	}
	var with bytes.Buffer
	for i, x := range encodeFields(command) {
		with.WriteString([]string{"{", ","}[min(i, 1)])
		with.Write(encodeJSON(x.name, ""))
		with.WriteByte(':')
		with.Write(x.value)
	}
	if with.Len() > 0 {
		f.With = append(with.Bytes(), '}')
	}
	return f
}

// ReadCase reads a case file, strictly: an unknown key, command or value is a *CaseError that names the step, and so
// is a file of a later format, one above 1 MB or one of more than 1,000 steps.
func ReadCase(data []byte) (*Case, error) {
	if len(data) > maxCaseBytes {
		return nil, noCase(worded.Say("the case is larger than 1 MB", "用例超过 1 MB"), shrinkIt)
	}
	f, err := readCaseFile(data)
	if err != nil {
		return nil, err
	}
	c := &Case{
		Invariant: f.Invariant, Pass: f.Expect == expectPass, Policy: f.Policy, Calendar: f.Calendar, Plant: f.Plant,
		Seed: f.Origin.Seed, Filing: f.Origin.Filing, Note: f.Note,
	}
	for i := range f.Steps {
		s, err := f.Steps[i].step()
		if err == nil && i > 0 && s.At.Before(c.Steps[i-1].At) {
			err = worded.Say("is earlier than the step before it; a clock that stands wrong is written as clock", "早于上一步；时钟偏差请写在 clock 中")
		}
		if err != nil {
			return nil, noStep(i, worded.Of(err), worded.Say("mend the step", "请修正该步"))
		}
		c.Steps = append(c.Steps, s)
	}
	return c, nil
}

func readCaseFile(data []byte) (f caseFile, err error) {
	fail := func(what, next worded.Words) (caseFile, error) { return f, noCase(what, next) }
	if len(bytes.TrimSpace(data)) == 0 {
		return fail(worded.Say("this is no case: it is empty", "这不是用例：内容为空"), wroteByRun)
	}
	var version struct {
		Format string `json:"format"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return fail(worded.Say("this is no case: %s", "这不是用例：%s", jsonError(err)), wroteByRun)
	}
	switch {
	case version.Format == CaseFormat:
	case strings.HasPrefix(version.Format, caseFormatFamily):
		return fail(
			worded.Say("the case has the format %s, this program reads %s", "用例格式为 %s，本程序读取 %s", quoted(version.Format), CaseFormat),
			worded.Say("take the program that wrote it", "请使用写出该用例的版本"))
	default:
		return fail(
			worded.Say("this is no case: its format is %s", "这不是用例：其 format 为 %s", quoted(version.Format)),
			worded.Say("a case begins with %s", "用例以 %s 开头", `"format": "`+CaseFormat+`"`))
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return fail(jsonError(err), worded.Say("mend the file", "请修正该文件"))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fail(worded.Say("something follows the case", "用例之后还有内容"), worded.Say("keep one case in a file", "每个文件只含一个用例"))
	}
	if name, twice := repeated(data); twice {
		return fail(
			worded.Say("%s stands twice in one object", "%s 在同一对象中重复出现", quoted(name)), worded.Say("keep one of them", "请保留其一"))
	}
	return f, f.check()
}

var (
	shrinkIt   = worded.Say("shrink it", "请先缩减")
	wroteByRun = worded.Say("give a file that sim run --cases wrote", "请给出 sim run --cases 写出的文件")
)

// check finds what the form of a file allows and no case has.
func (f *caseFile) check() error {
	switch {
	case f.Expect != expectViolation && f.Expect != expectPass:
		return noCase(worded.Say("expect is %s", "expect 为 %s", quoted(f.Expect)), worded.Say("write violation or pass", "请写 violation 或 pass"))
	case f.Origin.Filing < 0 || f.Origin.Filing >= maxFilings:
		return noCase(
			worded.Say("origin.filing is not the number of a filing", "origin.filing 不是备案编号"), worded.Say("write 0 or more", "请写 0 或以上的整数"))
	case len(f.Steps) == 0:
		return noCase(noSteps, writeOne)
	case len(f.Steps) > maxCaseSteps:
		return noCase(worded.Say("the case has more than 1,000 steps", "用例超过 1,000 步"), shrinkIt)
	}
	return nil
}

var (
	noSteps  = worded.Say("the case has no steps", "用例没有步骤")
	writeOne = worded.Say("write at least one", "请至少写一步")
)

func (f *stepFile) step() (s CaseStep, err error) {
	if f.Fault != nil {
		return f.fault()
	}
	fields, err := readFields(f.With)
	if err != nil {
		return s, err
	}
	if s, err = decodeCommand(f.Command, fields); err != nil {
		return s, err
	}
	if actor := s.actor(); f.Actor != "" && f.Actor != actor {
		return s, worded.Say("%s is given by %s, not by %s", "%s 由 %s 发出，而非 %s", f.Command, actor, quoted(f.Actor))
	}
	s.Refused = f.Refused
	if s.At, err = parseTime(f.At); err != nil {
		return s, err
	}
	if f.Clock != "" {
		if s.Clock, err = parseDuration(f.Clock); err != nil {
			return s, err
		}
	}
	if len(f.Late) > 100 {
		return s, worded.Say("late has more than 100 entries", "late 超过 100 项")
	}
	for _, text := range f.Late {
		late, err := parseDuration(text)
		if err != nil || late < 0 {
			return s, worded.Say("late %s is no duration like 30m", "late 中的 %s 不是有效时长，格式如 30m", quoted(text))
		}
		s.Late = append(s.Late, late)
	}
	return s, nil
}

// fault reads a step in which something went wrong.
func (f *stepFile) fault() (s CaseStep, err error) {
	if f.Command != "" || f.Actor != "" || f.With != nil || f.Clock != "" || f.Late != nil || f.Refused {
		return s, worded.Say("a step is a command or a fault, not both", "一步只能是命令或故障之一")
	}
	if s.Fault, err = readFault(*f.Fault); err != nil {
		return s, err
	}
	s.At, err = parseTime(f.At)
	return s, err
}

// mostN bounds the N of a fault: minutes of ten years.
const mostN = 10 * 366 * 24 * 60

func readFault(f faultFile) (x fault.Fault, err error) {
	kind, ok := fault.ParseKind(f.Kind)
	if !ok {
		names := make([]string, 0, fault.NumKinds)
		for _, k := range fault.Kinds() {
			names = append(names, k.String())
		}
		return x, worded.Say("no fault is called %s; choose one of %s", "没有名为 %s 的故障；可选：%s", quoted(f.Kind), listed(names))
	}
	if len(f.Target) > 60 || strings.ContainsFunc(f.Target, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') }) {
		return x, worded.Say("target %s is no name of a command, a state or a channel", "target %s 不是命令、状态或通知渠道的名称", quoted(f.Target))
	}
	if f.N < 0 || f.N > mostN {
		return x, worded.Say("n of %s is out of range; write 0 to %d", "%s 的 n 超出范围；可写 0 至 %d", f.Kind, mostN)
	}
	return fault.Fault{Kind: kind, Target: f.Target, N: f.N}, nil
}

const mostDelay = 10 * 366 * 24 * time.Hour

func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d > mostDelay || d < -mostDelay || d%time.Microsecond != 0 {
		return 0, worded.Say("%s is no duration like 30m or -30s", "%s 不是有效时长，格式如 30m 或 -30s", quoted(text))
	}
	return d, nil
}

// readFields reads an object's fields in their order.
func readFields(data json.RawMessage) (list []field, err error) {
	if len(data) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, worded.Say("with is no object", "with 不是对象")
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, jsonError(err)
		}
		f := field{name: t.(string)}
		if err := d.Decode(&f.value); err != nil {
			return nil, jsonError(err)
		}
		list = append(list, f)
	}
	return list, nil
}

// repeated finds a name that stands twice in one object of a valid JSON text.
func repeated(data []byte) (name string, found bool) {
	type level struct {
		object, key bool // in an object; a name comes next
		names       []string
	}
	d, levels := json.NewDecoder(bytes.NewReader(data)), []level{{}}
	for {
		t, err := d.Token()
		if err != nil {
			return "", false
		}
		top := &levels[len(levels)-1]
		text, isText := t.(string)
		switch {
		case t == json.Delim('}') || t == json.Delim(']'):
			levels = levels[:len(levels)-1]
			continue
		case top.key && isText:
			if slices.Contains(top.names, text) {
				return text, true
			}
			top.names, top.key = append(top.names, text), false
			continue
		}
		top.key = top.object
		if t == json.Delim('{') || t == json.Delim('[') {
			levels = append(levels, level{object: t == json.Delim('{'), key: t == json.Delim('{')})
		}
	}
}

func (m moment) inZone() time.Time { return m.time().In(calendar.Zone()) }
