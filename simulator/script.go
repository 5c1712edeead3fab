// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"encoding/json"
	"iter"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/fault"
)

// scriptLine is one line of a script: a command, attach_all, or an expectation.
type scriptLine struct {
	line      int // from 0
	step      CaseStep
	attachAll bool
	expect    [2]string // what, and its value
}

// byteOrderMark is what some editors write in front of a text.
const byteOrderMark = "\ufeff"

// mend says what to do about a line; a full-width sign, which looks like the one that is meant, is named.
func mend(line string) worded.Words {
	wide := strings.IndexFunc(line, func(r rune) bool { return r >= '！' && r <= '～' })
	if wide < 0 {
		return worded.Say("mend the line", "请修正该行")
	}
	sign, _ := utf8.DecodeRuneInString(line[wide:])
	return worded.Say("mend the line: it has the full-width sign %c; write %c", "请修正该行：其中有全角字符 %c；请写半角 %c", sign, sign-'！'+'!')
}

// parseScript reads a script; see Play. Times become instants, because business days are counted by the calendar.
func parseScript(text []byte, cal *calendar.Calendar) (list []scriptLine, err error) {
	if len(text) > maxCaseBytes {
		return nil, noCase(worded.Say("the script is larger than 1 MB", "脚本超过 1 MB"), worded.Say("write a shorter one", "请缩短脚本"))
	}
	var at time.Time
	for n, line := range wholeLines(strings.TrimPrefix(string(text), byteOrderMark)) {
		words := strings.Fields(line)
		fail := func(err error) ([]scriptLine, error) {
			return nil, noLine(n, worded.Of(err), mend(line))
		}
		if !utf8.ValidString(line) {
			return nil, noLine(n, worded.Say("it is not UTF-8 text", "不是 UTF-8 文本"), worded.Say("save the script as UTF-8", "请将脚本以 UTF-8 编码保存"))
		}
		used, next, err := scriptTime(words, at, cal)
		if err != nil {
			return fail(err)
		}
		if used == 0 && len(words) > 0 && words[0] != "expect" && !at.IsZero() {
			next = at.Add(time.Minute)
		}
		if words = words[used:]; len(words) == 0 {
			at = next
			continue
		}
		if next.IsZero() {
			return fail(worded.Say("nothing says when; begin with a time like 2018-04-04 10:00", "未写明时间；首行请以时间开头，如 2018-04-04 10:00"))
		}
		x, err := parseScriptLine(words, next)
		if err != nil {
			return fail(err)
		}
		x.line, at = n, next
		if list = append(list, x); len(list) > maxCaseSteps {
			return fail(worded.Say("the script has more than 1,000 lines", "脚本超过 1,000 行"))
		}
	}
	if len(list) == 0 {
		return nil, noCase(
			worded.Say("the script has no command", "脚本中没有命令"),
			worded.Say("write one, like %s", "请写入命令，如 %s", "open id=f-1 kind=first_filing region=beijing"))
	}
	return list, nil
}

// wholeLines gives the lines of a script without their comments, each with its number from 0. One that ends in a backslash
// goes on in the next, and has the number of its beginning.
func wholeLines(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n, begun := -1, strings.Builder{}
		first := 0
		for line := range strings.Lines(text) {
			n++
			line, _, _ = strings.Cut(line, "#")
			if begun.Len() == 0 {
				first = n
			}
			before, goesOn := strings.CutSuffix(strings.TrimSpace(line), `\`)
			begun.WriteString(before + " ")
			if goesOn {
				continue
			}
			if !yield(first, begun.String()) {
				return
			}
			begun.Reset()
		}
		if begun.Len() > 0 {
			yield(first, begun.String())
		}
	}
}

// scriptTime reads a day and time, or a time after the line before, and says how many words it took.
func scriptTime(words []string, at time.Time, cal *calendar.Calendar) (used int, next time.Time, err error) {
	if len(words) == 0 {
		return 0, at, nil
	}
	first := words[0]
	if first[0] >= '0' && first[0] <= '9' {
		if len(words) < 2 {
			return 0, at, worded.Say("a day needs a time, like 2018-04-04 10:00", "日期之后须写时刻，如 2018-04-04 10:00")
		}
		next, err = time.ParseInLocation("2006-01-02 15:04", first+" "+words[1], calendar.Zone())
		if err == nil && next.Before(at) {
			err = worded.Say("%s %s lies before the line above", "%s %s 早于上一行", first, words[1])
		} else if err != nil || next.Year() < 1970 || next.Year() > 9000 {
			err = worded.Say("%s is no time like 2018-04-04 10:00", "%s 不是有效时间，格式如 2018-04-04 10:00", quoted(first+" "+words[1]))
		}
		return 2, next, err
	}
	if first[0] != '+' {
		return 0, at, nil
	}
	if at.IsZero() {
		return 0, at, worded.Say("%s counts from nothing; begin with a time like 2018-04-04 10:00", "%s 没有起算时间；首行请以时间开头，如 2018-04-04 10:00", quoted(first))
	}
	next, err = laterBy(at, first[1:], cal)
	return 1, next, err
}

// laterBy adds 90m, 3h, 2d or 2bd, business days, which keep the time of day; behind days may stand hours, as in 2bd3h.
func laterBy(at time.Time, amount string, cal *calendar.Calendar) (time.Time, error) {
	unclear := worded.Say("%s is no amount of time like +30m, +3h, +2d, +2bd or +2bd3h", "%s 不是有效间隔，格式如 +30m、+3h、+2d、+2bd 或 +2bd3h", quoted("+"+amount))
	if count, rest, has := strings.Cut(amount, "d"); has {
		count, business := strings.CutSuffix(count, "b")
		n, err := strconv.Atoi(count)
		if err != nil || n < 0 || n > maxDays {
			return at, unclear
		}
		if at, err = daysLater(at, n, business, cal); err != nil || rest == "" {
			return at, err
		}
		amount = rest
	}
	d, err := time.ParseDuration(amount)
	if err != nil || d < 0 || d > mostDelay || d%time.Microsecond != 0 || amount[0] == '+' {
		return at, unclear
	}
	return at.Add(d), nil
}

// daysLater is the same time of day some days later.
func daysLater(at time.Time, n int, business bool, cal *calendar.Calendar) (time.Time, error) {
	local := at.In(calendar.Zone())
	day := calendar.DateOf(local).AddDays(n)
	if business {
		var err error
		if day, err = cal.AddBusinessDays(calendar.DateOf(local), n); err != nil {
			return at, err
		}
	}
	return day.Time().Add(time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute), nil
}

func parseScriptLine(words []string, at time.Time) (x scriptLine, err error) {
	switch words[0] {
	case "attach_all":
		if len(words) > 1 {
			return x, worded.Say("attach_all stands alone", "attach_all 须单独成行，不带字段")
		}
		return scriptLine{attachAll: true, step: CaseStep{At: at}}, nil
	case "fault":
		f, err := parseFault(words[1:])
		return scriptLine{step: CaseStep{At: at, Fault: f}}, err
	case "expect":
		if len(words) != 2 {
			return x, expectTakes(worded.Words{})
		}
		what, value, has := strings.Cut(words[1], "=")
		_, isState := fsm.ParseState(value)
		switch {
		case what == "accepted" && !has, what == "refused", what == "told" && isTopic(value), what == "state" && isState:
			return scriptLine{expect: [2]string{what, value}, step: CaseStep{At: at}}, nil
		case what == "told" && value != "":
			return x, noName(value, worded.Say("topic of a notice", "通知主题"), topics[:])
		case what == "state":
			return x, noName(value, stateWords, stateNames())
		}
		return x, expectTakes(worded.Say(", not %s", "，不能为 %s", quoted(words[1])))
	}
	x.step, err = parseCommand(words[0], words[1:])
	x.step.At, x.step.Command = at, withDefaults(x.step.Command)
	return x, err
}

// expectTakes says what a line of an expectation holds.
func expectTakes(not worded.Words) worded.Words {
	return worded.Say("expect takes one of %s%s", "expect 之后须为 %s 之一%s", listed([]string{"state=NAME", "refused=CODE", "accepted", "told=TOPIC"}), not)
}

// withDefaults fills in what a script leaves out: account and persons of an open, and references.
func withDefaults(command fsm.Command) fsm.Command {
	switch c := command.(type) {
	case fsm.Open:
		c.Account = cmp.Or(c.Account, "a-0")
		c.SubjectAdministrator = cmp.Or(c.SubjectAdministrator, "p-0")
		c.WebsiteAdministrator = cmp.Or(c.WebsiteAdministrator, "p-0")
		return c
	case fsm.Attach:
		c.Ref = cmp.Or(c.Ref, c.Document)
		return c
	case fsm.UploadPhoto:
		c.Ref = cmp.Or(c.Ref, "photo")
		return c
	}
	return command
}

// parseCommand reads a command's fields, written name=value.
func parseCommand(name string, words []string) (s CaseStep, err error) {
	s, err = decodeCommand(name, nil)
	if err != nil {
		return s, err
	}
	var command any = s.Command
	if s.Contact != nil {
		command = s.Contact
	}
	shape := reflect.New(reflect.TypeOf(command)).Elem()
	var fields []field
	for _, word := range words {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return s, worded.Say("%s is no field; write name=value, where name is one of %s", "%s 不是字段；格式为 name=value，name 可为 %s",
				quoted(word), listed(fieldNames(shape)))
		}
		for _, f := range fields {
			if f.name == key {
				return s, worded.Say("%s stands there twice", "%s 重复出现", quoted(key))
			}
		}
		data := json.RawMessage(nil)
		if at := fieldNamed(shape, key); at.IsValid() {
			if data, err = fieldText(at, value); err != nil {
				return s, worded.Say("%s: %s", "%s：%s", key, worded.Of(err))
			}
		}
		fields = append(fields, field{key, data})
	}
	return decodeCommand(name, fields)
}

// fieldText turns the text of a field into its JSON: lists are separated by commas, a website and its domains are
// written w-1:a.example+b.example@administrator, a record number/region/subject_kind/websites.
func fieldText(f reflect.Value, text string) (json.RawMessage, error) {
	var value any = text
	switch f.Interface().(type) {
	case bool:
		if text != "yes" && text != "no" {
			return nil, worded.Say("write yes or no, not %s", "须为 yes 或 no，不能为 %s", quoted(text))
		}
		value = text == "yes"
	case int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, worded.Say("%s is no whole number", "%s 不是整数", quoted(text))
		}
		value = n
	case []int:
		list := []int{}
		for word := range strings.SplitSeq(text, ",") {
			n, err := strconv.Atoi(word)
			if err != nil {
				return nil, worded.Say("%s is no whole number", "%s 不是整数", quoted(word))
			}
			list = append(list, n)
		}
		value = list
	case []fsm.Target:
		value = targetsOf(text)
	case fsm.Record:
		parts := strings.Split(text, "/")
		if len(parts) != 4 {
			return nil, worded.Say("write %s, like %s", "格式为 %s，如 %s", "number/region/subject_kind/websites", "ICP-1/beijing/enterprise/w-1:a.example")
		}
		r := fsm.Record{Number: parts[0], Region: parts[1], SubjectKind: parts[2]}
		for i, t := range targetsOf(parts[3]) {
			r.Websites = append(r.Websites, fsm.Website{ID: t.Website, Number: r.Number + "-" + strconv.Itoa(i+1), Domains: t.Domains, Accesses: []string{platform}})
		}
		value = r
	case time.Time:
		at, err := time.ParseInLocation("2006-01-02T15:04", text, calendar.Zone())
		if err != nil || at.Year() < 1970 {
			return nil, worded.Say("%s is no time like 2018-04-04T10:00", "%s 不是有效时间，格式如 2018-04-04T10:00", quoted(text))
		}
		value = at
	default:
		if f.Kind() == reflect.Slice || f.Type().Name() == "Channels" {
			value = strings.Split(text, ",")
		}
	}
	return json.Marshal(value)
}

func targetsOf(text string) (list []fsm.Target) {
	for s := range strings.SplitSeq(text, ",") {
		s, who, _ := strings.Cut(s, "@")
		id, domains, _ := strings.Cut(s, ":")
		t := fsm.Target{Website: id, Administrator: who}
		if domains != "" {
			t.Domains = strings.Split(domains, "+")
		}
		list = append(list, t)
	}
	return list
}

// parseFault reads what follows the word fault: a kind, and target=NAME and n=NUMBER where it has them.
func parseFault(words []string) (fault.Fault, error) {
	var f faultFile
	for i, word := range words {
		key, value, has := strings.Cut(word, "=")
		n, err := strconv.Atoi(value)
		switch {
		case i == 0 && !has:
			f.Kind = word
		case key == "target" && f.Target == "":
			f.Target = value
		case key == "n" && err == nil:
			f.N = n
		default:
			return fault.Fault{}, worded.Say("%s is not understood; write %s", "无法理解 %s；格式为 %s", quoted(word), "fault KIND target=NAME n=NUMBER")
		}
	}
	return readFault(f)
}
