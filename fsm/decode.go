// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
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

// CorruptError says that a record is not an event of this package: foreign, damaged or from a newer release. A
// reader stops at it; nothing is skipped.
type CorruptError struct {
	Type   string
	Schema int
	Why    string
}

// Error is [CorruptError.Text] in English.
func (e *CorruptError) Error() string { return e.Text("en") }

// Text names the record's type and schema and says what to do, in "zh" or English; Why is English and not in the Chinese.
func (e *CorruptError) Text(lang string) string {
	if lang == "zh" {
		return fmt.Sprintf("FSM-085：记录 %.40q（schema %d）无法读取：内容不符；请从备份恢复日志，或用写出它的版本读取", e.Type, e.Schema)
	}
	return fmt.Sprintf("FSM-085: record %.40q, schema %d, cannot be read: %s; restore the journal from a backup or read it with the release that wrote it", e.Type, e.Schema, e.Why)
}

// Decode reads a record that Encode made, of this release or an earlier one. The error is a *CorruptError.
func Decode(typ string, schema int, data []byte) (Event, error) {
	bad := func(format string, args ...any) (Event, error) {
		return Event{}, &CorruptError{typ, schema, fmt.Sprintf(format, args...)}
	}
	t, ok := eventType(typ)
	switch {
	case !ok:
		return bad("it is no event of a filing")
	case schema < 1 || schema > eventSchema:
		return bad("this release reads schemas 1 to %d", eventSchema)
	case len(data) > maxEventBytes:
		return bad("it has %d bytes, more than %d", len(data), maxEventBytes)
	}
	e, ok := plainEvent(t, string(data))
	if !ok {
		var why string
		if e, why = jsonEvent(t, data); why != "" {
			return bad("%s", why)
		}
	}
	if e.Derived != nil && (schema < 2 || t != EventEdited && t != EventSubmitted && t != EventResubmitted) {
		return bad("it has derived facts, which its type or schema has not")
	}
	return e, nil
}

// jsonEvent reads an event in whatever way JSON may be written; why is empty if all is well.
func jsonEvent(t EventType, data []byte) (e Event, why string) {
	var w wire
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return e, plain(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return e, "something follows the event"
	}
	return w.event(t)
}

// plain words an error of the JSON reader without quoting the data.
func plain(err error) string {
	switch e := err.(type) {
	case *json.SyntaxError:
		return fmt.Sprintf("not JSON at byte %d", e.Offset)
	case *json.UnmarshalTypeError:
		return fmt.Sprintf("field %s has the wrong type", e.Field)
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
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
func (w *wire) event(t EventType) (e Event, why string) {
	if w.At == nil {
		return e, "it has no time"
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
		return e, "its command is unknown"
	}
	if t.Moves() {
		from, ok1 := ParseState(w.From)
		to, ok2 := ParseState(w.To)
		if !ok1 || !ok2 {
			return e, "its move names an unknown state"
		}
		e.From, e.To = from, to
	} else if w.From != "" || w.To != "" {
		return e, "it has a move, and its type has none"
	}
	if why := w.opening(&e); why != "" {
		return e, why
	}
	why = w.deadline(&e)
	return e, why
}

func (w *wire) opening(e *Event) (why string) {
	if (w.Opening != nil) != (e.Type == EventOpened) {
		return "an opening stands in an event that opens nothing, or is missing"
	}
	if w.Opening == nil {
		return ""
	}
	o := w.Opening
	kind, ok := ParseKind(o.Kind)
	if !ok {
		return "its kind of filing is unknown"
	}
	e.Opening = &Opening{
		Kind: kind, Registered: o.Registered, Region: o.Region, SubjectKind: o.SubjectKind, Site: o.Site, Provider: o.Provider, Account: o.Account,
		SubjectAdministrator: o.SubjectAdministrator, WebsiteAdministrator: o.WebsiteAdministrator,
		NotificationsConfigured: o.NotificationsConfigured, Targets: o.Targets,
	}
	return ""
}

func (w *wire) deadline(e *Event) (why string) {
	about := e.Type >= EventDeadlineSet && e.Type <= EventAdviceDue
	if (w.Deadline != nil) != about {
		return "a deadline stands in an event that is not about one, or is missing"
	}
	if w.Deadline == nil {
		return ""
	}
	d := w.Deadline
	name, ok := parseDeadlineName(d.Name)
	if !ok {
		return "its deadline is unknown"
	}
	status, ok := parseStatus(d.Status)
	if !ok {
		return "its deadline's status is unknown"
	}
	e.Deadline = Deadline{
		Name: name, Status: status, Pending: d.Pending, Amount: d.Amount, From: moment(d.From), Earliest: moment(d.Earliest),
		Due: moment(d.Due), Missing: d.Missing, Calendar: d.Calendar,
	}
	return ""
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
