// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
)

func zone() *time.Location { return calendar.Zone() }

// commandLine writes a command as a scenario line: its name, its word, then what else it brings as key=value.
func commandLine(c Command) string {
	l := line{c.Name().String()}
	switch {
	case l.opening(c), l.drafting(c), l.reviewing(c), l.recording(c):
	}
	occurred, filing, revision := c.said()
	if filing != "" {
		l.pair("filing", filing)
	}
	if revision != 0 {
		l.pair("revision", strconv.Itoa(revision))
	}
	if !occurred.IsZero() {
		l.pair("occurred", occurred.In(zone()).Format("2006-01-02T15:04"))
	}
	return strings.Join(l, " ")
}

// line is a scenario line in words.
type line []string

func (l *line) word(words ...string) {
	for _, w := range words {
		if w != "" {
			*l = append(*l, w)
		}
	}
}

func (l *line) pair(key, value string) {
	if value != "" {
		*l = append(*l, key+"="+value)
	}
}

func (l *line) list(key string, values []string) { l.pair(key, strings.Join(values, ",")) }

func (l *line) targets(key string, targets []Target) {
	var list []string
	for _, t := range targets {
		text := t.Website
		if len(t.Domains) > 0 {
			text += ":" + strings.Join(t.Domains, "+")
		}
		if t.Administrator != "" {
			text += "@" + t.Administrator
		}
		list = append(list, text)
	}
	l.list(key, list)
}

// target names a website by its place, where that is not the first.
func (l *line) target(i int) {
	if i != 0 {
		l.pair("target", strconv.Itoa(i))
	}
}

func (l *line) opening(c Command) bool {
	o, ok := as[Open](c)
	if !ok {
		return false
	}
	l.word(o.ID)
	l.pair("kind", o.Kind.String())
	l.pair("region", o.Region)
	l.pair("registered", o.Registered)
	l.pair("subject_kind", o.SubjectKind)
	l.pair("site", o.Site)
	l.pair("provider", o.Provider)
	l.targets("targets", o.Targets)
	if !o.NotificationsConfigured {
		l.pair("configured", "no")
	}
	return true
}

func (l *line) drafting(c Command) bool {
	switch c.Name() {
	case CmdEdit:
		v, _ := as[Edit](c)
		l.pair("region", v.Region)
		l.list("changed", v.Changed)
		l.targets("targets", v.Targets)
	case CmdChooseUpload:
		v, _ := as[ChooseUpload](c)
		l.word(v.Channel)
	case CmdAttach:
		v, _ := as[Attach](c)
		l.word(v.Document)
		l.pair("target", strconv.Itoa(v.Target))
		l.pair("ref", v.Ref)
	case CmdWithdraw:
		v, _ := as[Withdraw](c)
		l.pair("reason", v.Reason)
	case CmdAbandon:
		v, _ := as[Abandon](c)
		l.pair("reason", v.Reason)
	case CmdRejudge:
		v, _ := as[Rejudge](c)
		l.pair("reason", v.Reason)
	case CmdUploadPhoto:
		v, _ := as[UploadPhoto](c)
		l.target(v.Target)
		l.pair("ref", v.Ref)
	case CmdAppVerify:
		v, _ := as[AppVerify](c)
		l.word(v.App)
		l.target(v.Target)
	case CmdAnswerSMS:
		v, _ := as[AnswerSMS](c)
		l.word(v.Person)
		if !v.Correct {
			l.word("wrong")
		}
		l.target(v.Target)
	default:
		return false
	}
	return true
}

func (l *line) reviewing(c Command) bool {
	if l.standing(c) {
		return true
	}
	if causes, ok := causesOf(c); ok {
		l.list("causes", causes)
		if v, ok := as[ReturnPhoto](c); ok {
			var places []string
			for _, i := range v.Targets {
				places = append(places, strconv.Itoa(i))
			}
			l.list("targets", places)
		}
		return true
	}
	switch c.Name() {
	case CmdPassPhoto:
		v, _ := as[PassPhoto](c)
		l.pair("top", v.TopColour)
	case CmdApprove:
		v, _ := as[Approve](c)
		l.pair("number", v.SubjectNumber)
		l.list("websites", v.WebsiteNumbers)
	case CmdReconcile:
		v, _ := as[Reconcile](c)
		l.word(v.Observed.String())
		l.pair("evidence", v.Evidence)
		l.pair("number", v.SubjectNumber)
		l.list("websites", v.WebsiteNumbers)
	default:
		return false
	}
	return true
}

// standing writes what is said of a record.
func (l *line) standing(c Command) bool {
	provider := ""
	var until calendar.Date
	switch c.Name() {
	case CmdGiveShellNotice:
		v, _ := as[GiveShellNotice](c)
		l.word(v.Website)
		until = v.Until
	case CmdLiftShellNotice:
		v, _ := as[LiftShellNotice](c)
		l.word(v.Website)
	case CmdFailInspection:
		v, _ := as[FailInspection](c)
		l.word(v.Website)
		provider, until = v.Provider, v.Until
	case CmdPassInspection:
		v, _ := as[PassInspection](c)
		l.word(v.Website)
		provider = v.Provider
	case CmdRemoveAccess:
		v, _ := as[RemoveAccess](c)
		l.word(v.Website)
		provider = v.Provider
	case CmdRevokeWebsite:
		v, _ := as[RevokeWebsite](c)
		l.word(v.Website)
	default:
		return false
	}
	l.pair("provider", provider)
	if causes, ok := causesOf(c); ok {
		l.list("causes", causes)
	}
	if !until.IsZero() {
		l.pair("until", until.String())
	}
	return true
}

func (l *line) recording(c Command) bool {
	v, ok := as[ImportRecord](c)
	if !ok {
		return false
	}
	(*l)[0] = "import"
	l.pair("region", v.Record.Region)
	l.pair("subject_kind", v.Record.SubjectKind)
	l.pair("number", v.Record.Number)
	var sites []Target
	for _, site := range v.Record.Websites {
		sites = append(sites, Target{Website: site.ID, Domains: site.Domains})
	}
	l.targets("websites", sites)
	return true
}

func goTime(t time.Time) string {
	t = t.In(zone())
	return fmt.Sprintf("time.Date(%d, %d, %d, %d, %d, %d, 0, calendar.Zone())", t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second())
}

// goValue writes a value as a Go literal, without its zero fields.
func goValue(x any) string {
	v := reflect.Indirect(reflect.ValueOf(x))
	switch y := v.Interface().(type) {
	case time.Time:
		return goTime(y)
	case calendar.Date:
		year, month, day := y.Civil()
		return fmt.Sprintf("calendar.NewDate(%d, %d, %d)", year, int(month), day)
	case State:
		return "fsm." + goName(y.String())
	case Kind:
		return "fsm." + goName(y.String())
	}
	switch v.Kind() {
	case reflect.Struct:
		var fields []string
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				fields = append(fields, v.Type().Field(i).Name+": "+goValue(v.Field(i).Interface()))
			}
		}
		return goType(v.Type()) + "{" + strings.Join(fields, ", ") + "}"
	case reflect.Slice:
		var items []string
		for i := range v.Len() {
			items = append(items, goValue(v.Index(i).Interface()))
		}
		return goType(v.Type()) + "{" + strings.Join(items, ", ") + "}"
	case reflect.String:
		return strconv.Quote(v.String())
	}
	return fmt.Sprint(v.Interface())
}

func goType(t reflect.Type) string {
	if t.Kind() == reflect.Slice {
		return "[]" + goType(t.Elem())
	}
	if t.PkgPath() == "" {
		return t.Name()
	}
	return "fsm." + t.Name()
}

// goName turns a stable name into the constant's: "sms_returned" into SMSReturned.
func goName(name string) string {
	if name == "none" {
		return "StateNone"
	}
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		if part == "sms" {
			b.WriteString("SMS")
			continue
		}
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
