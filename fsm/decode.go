// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/rules/derive"
)

// maxEventBytes bounds what Decode reads; the largest event the limits of the commands allow is far below.
const maxEventBytes = 4 << 20

// wire is an event as it stands in JSON.
type wire struct {
	Command    string        `json:"command"`
	From       string        `json:"from"`
	To         string        `json:"to"`
	At         *int64        `json:"at"`
	OccurredAt *int64        `json:"occurred_at"`
	Skew       int64         `json:"skew"`
	Filing     string        `json:"filing"`
	Value      string        `json:"value"`
	Ref        string        `json:"ref"`
	Target     int           `json:"target"`
	OK         bool          `json:"ok"`
	Region     string        `json:"region"`
	Targets    []Target      `json:"targets"`
	Changed    []string      `json:"changed"`
	Causes     []string      `json:"causes"`
	Derived    []derive.Said `json:"derived"`
	Opening    *wireOpening  `json:"opening"`
	Deadline   *wireDeadline `json:"deadline"`
	Binding    string        `json:"binding"`
	Policy     string        `json:"policy"` // of the verdicts that name none
	Verdicts   []Verdict     `json:"verdicts"`
	Record     *Record       `json:"record"`
}

type wireOpening struct {
	Kind                    string   `json:"kind"`
	Registered              string   `json:"registered"`
	Region                  string   `json:"region"`
	SubjectKind             string   `json:"subject_kind"`
	Site                    string   `json:"site"`
	Provider                string   `json:"provider"`
	Account                 string   `json:"account"`
	SubjectAdministrator    string   `json:"subject_administrator"`
	WebsiteAdministrator    string   `json:"website_administrator"`
	NotificationsConfigured bool     `json:"notifications_configured"`
	Targets                 []Target `json:"targets"`
}

type wireDeadline struct {
	Name     string `json:"name"`
	Status   string `json:"status"`
	Pending  bool   `json:"pending"`
	Amount   int    `json:"amount"`
	From     *int64 `json:"from"`
	Earliest *int64 `json:"earliest"`
	Due      *int64 `json:"due"`
	Missing  string `json:"missing"`
	Calendar string `json:"calendar"`
}

// CorruptError (FSM-085) says that a record is not an event of this package: foreign, damaged or from a newer release. A
// reader stops at it; nothing is skipped.
type CorruptError struct {
	Type       string
	Schema     int
	Why, WhyZH string // in English and Chinese
}

// Error is [CorruptError.Text] in English.
func (e *CorruptError) Error() string { return e.Text("en") }

// Text names the record's type and schema and says what is wrong and what to do, in "zh" or English.
func (e *CorruptError) Text(lang string) string {
	next := text{
		"if a newer release wrote it, upgrade this process to that one; otherwise restore the journal from a backup",
		"如由更新的版本写出，请将本进程升级到该版本；否则请从备份恢复日志",
	}
	if e.Schema > eventSchema {
		next = text{"a newer one wrote it: upgrade this process to that one", "该记录由更新的版本写出：请将本进程升级到该版本"}
	}
	if tongue.IsChinese(lang) {
		return fmt.Sprintf("FSM-085：记录 %.40q（schema %d）无法读取：%s；%s", e.Type, e.Schema, cmp.Or(e.WhyZH, e.Why), next.zh)
	}
	return fmt.Sprintf("FSM-085: record %.40q, schema %d, cannot be read: %s; %s", e.Type, e.Schema, e.Why, next.en)
}

// Decode reads a record that Encode made, of this release or an earlier one. The error is a *CorruptError.
func Decode(typ string, schema int, data []byte) (Event, error) {
	bad := func(why text) (Event, error) { return Event{}, &CorruptError{typ, schema, why.en, why.zh} }
	t, ok := eventType(typ)
	switch {
	case !ok:
		return bad(text{"it is no event of a filing", "不是备案事件"})
	case schema < 1 || schema > eventSchema:
		return bad(text{fmt.Sprintf("this release reads schemas 1 to %d", eventSchema), fmt.Sprintf("此版本只能读取 schema 1 至 %d", eventSchema)})
	case len(data) > maxEventBytes:
		return bad(text{
			fmt.Sprintf("it has %d bytes, more than %d", len(data), maxEventBytes),
			fmt.Sprintf("长 %d 字节，超过上限 %d", len(data), maxEventBytes),
		})
	}
	e, ok := plainEvent(t, string(data))
	if !ok {
		var why text
		if e, why = jsonEvent(t, data); why != (text{}) {
			return bad(why)
		}
	}
	if e.Derived != nil && (schema < 2 || t != EventEdited && t != EventSubmitted && t != EventResubmitted) {
		return bad(text{"it has derived facts, which its type or schema has not", "含有派生事实，而该类型或 schema 不应有"})
	}
	if schema < 4 && e.ofStanding() {
		return bad(text{"it speaks of a record in a way its schema does not", "含有该 schema 不应有的备案信息"})
	}
	return e, nil
}

// jsonEvent reads an event in whatever way JSON may be written; why is empty if all is well.
func jsonEvent(t EventType, data []byte) (e Event, why text) {
	var w wire
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return e, plain(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return e, text{"something follows the event", "事件之后还有内容"}
	}
	return w.event(t)
}

// plain words an error of the JSON reader without quoting the data.
func plain(err error) text {
	switch e := err.(type) {
	case *json.SyntaxError:
		return text{fmt.Sprintf("not JSON at byte %d", e.Offset), fmt.Sprintf("第 %d 字节处不是有效的 JSON", e.Offset)}
	case *json.UnmarshalTypeError:
		return text{fmt.Sprintf("field %s has the wrong type", e.Field), "字段 " + e.Field + " 的类型不符"}
	}
	if in, ok := err.(interface{ Text(lang string) string }); ok { // of a value of a closed set
		return text{in.Text("en"), in.Text("zh")}
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return text{"it ends too early", "内容不完整"}
	}
	said := strings.TrimPrefix(err.Error(), "json: ")
	if name, ok := strings.CutPrefix(said, "unknown field "); ok {
		name = shown(name)
		return text{"unknown field " + name, "没有名为 " + name + " 的字段"}
	}
	return text{said, said}
}

func eventType(record string) (EventType, bool) {
	name, ok := strings.CutPrefix(record, recordPrefix)
	if !ok {
		return EventNone, false
	}
	t, ok := eventTable.place(name)
	return EventType(t), ok && EventType(t) != EventNone
}

func moment(us *int64) time.Time {
	if us == nil {
		return time.Time{}
	}
	return time.UnixMicro(*us).UTC()
}

func commandNamed(name string) (CommandName, bool) {
	for c := CmdOpen; c < numCommands; c++ {
		if commandInfos[c].name == name {
			return c, true
		}
	}
	return CmdNone, false
}

// event checks every closed set; why is empty if all is well.
func (w *wire) event(t EventType) (e Event, why text) {
	if w.At == nil {
		return e, text{"it has no time", "缺少时间"}
	}
	e = Event{
		Type: t, At: moment(w.At), OccurredAt: moment(w.At), Skew: time.Duration(w.Skew) * time.Microsecond, Filing: w.Filing,
		Value: w.Value, Ref: w.Ref, Target: w.Target, OK: w.OK, Region: w.Region, Targets: w.Targets, Changed: w.Changed,
		Causes: w.Causes, Derived: w.Derived, Binding: w.Binding, Verdicts: w.Verdicts, Record: w.Record,
	}
	for i := range e.Verdicts {
		if e.Verdicts[i].Policy == "" {
			e.Verdicts[i].Policy = w.Policy
		}
	}
	if w.OccurredAt != nil {
		e.OccurredAt = moment(w.OccurredAt)
	}
	var ok bool
	if e.Command, ok = commandNamed(w.Command); !ok {
		return e, text{"its command is unknown", "命令未知"}
	}
	if t.Moves() {
		from, ok1 := ParseState(w.From)
		to, ok2 := ParseState(w.To)
		if !ok1 || !ok2 {
			return e, text{"its move names an unknown state", "流转的状态未知"}
		}
		e.From, e.To = from, to
	} else if w.From != "" || w.To != "" {
		return e, text{"it has a move, and its type has none", "该类型的事件不应有流转"}
	}
	if why := w.opening(&e); why != (text{}) {
		return e, why
	}
	why = w.deadline(&e)
	return e, why
}

func (w *wire) opening(e *Event) (why text) {
	if (w.Opening != nil) != (e.Type == EventOpened) {
		return text{"an opening stands in an event that opens nothing, or is missing", "新建内容多余或缺失"}
	}
	if w.Opening == nil {
		return text{}
	}
	o := w.Opening
	kind, ok := ParseKind(o.Kind)
	if !ok {
		return text{"its kind of filing is unknown", "备案类型未知"}
	}
	e.Opening = &Opening{
		Kind: kind, Registered: o.Registered, Region: o.Region, SubjectKind: o.SubjectKind, Site: o.Site, Provider: o.Provider, Account: o.Account,
		SubjectAdministrator: o.SubjectAdministrator, WebsiteAdministrator: o.WebsiteAdministrator,
		NotificationsConfigured: o.NotificationsConfigured, Targets: o.Targets,
	}
	return text{}
}

func (w *wire) deadline(e *Event) (why text) {
	about := e.Type >= EventDeadlineSet && e.Type <= EventAdviceDue
	if (w.Deadline != nil) != about && !(w.Deadline != nil && e.Type.names()) {
		return text{"a deadline stands in an event that is not about one, or is missing", "期限内容多余或缺失"}
	}
	if w.Deadline == nil {
		return text{}
	}
	d := w.Deadline
	name, ok := parseDeadlineName(d.Name)
	if !ok {
		return text{"its deadline is unknown", "期限名称未知"}
	}
	status, ok := parseStatus(d.Status)
	if !ok {
		return text{"its deadline's status is unknown", "期限状态未知"}
	}
	e.Deadline = Deadline{
		Name: name, Status: status, Pending: d.Pending, Amount: d.Amount, From: moment(d.From), Earliest: moment(d.Earliest),
		Due: moment(d.Due), Missing: d.Missing, Calendar: d.Calendar,
	}
	return text{}
}

// parseStatus reads what a calendar says of its days, layers and estimates included.
func parseStatus(name string) (calendar.Status, bool) {
	for s := calendar.Confirmed; s <= calendar.Unknown; s++ {
		if s.String() == name {
			return s, true
		}
	}
	return calendar.Unknown, false
}
