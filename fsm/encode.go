// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/icpfiling/icp/rules/derive"
)

// eventSchema is the newest schema number. A change that an older reader would misread gets a new number; added fields do
// too. What was written once stays readable. An event is written by the lowest number that has all its fields, so that an
// older release reads what uses nothing new.
//
//	1  every event of the first release
//	2  derived: edited, submitted, resubmitted
//	3  administrator of a target; target: photo_uploaded, app_verified, sms_answered; targets: photo_returned
//	4  shell_notice_*, inspection_*, period_over; periods: record_imported; causes: access_removed, website_cancelled
const eventSchema = 4

// recordPrefix stands before the event's name in a record's type.
const recordPrefix = "filing/"

// Encode gives an event as a typed record for a journal: its type, for example "filing/submitted", the schema
// number and canonical JSON. Times are whole microseconds since 1970 in UTC. The same event always gives the same
// bytes.
func Encode(e Event) (typ string, schema int, data []byte) {
	return recordTypes[min(e.Type, numEvents-1)], e.Schema(), e.Append(make([]byte, 0, e.room()))
}

// Schema is the number of the schema Append writes the event by.
func (e *Event) Schema() int {
	switch {
	case e.ofStanding():
		return 4
	case e.namesAdministrators():
		return 3
	case e.Derived != nil:
		return 2
	}
	return 1
}

func (e *Event) namesAdministrators() bool {
	switch e.Type {
	case EventPhotoUploaded, EventAppVerified, EventSMSAnswered:
		return e.Target != 0
	case EventPhotoReturned:
		return e.Targets != nil
	case EventOpened:
		return e.Opening != nil && slices.ContainsFunc(e.Opening.Targets, Target.apart)
	}
	return slices.ContainsFunc(e.Targets, Target.apart)
}

func (t Target) apart() bool { return t.Administrator != "" }

var recordTypes = func() (types [numEvents]string) {
	for i, name := range eventNames {
		types[i] = recordPrefix + name
	}
	return types
}()

// Append appends the canonical JSON of the event, without its type and schema number, and allocates nothing beyond
// the slice.
func (e *Event) Append(dst []byte) []byte {
	o := object{append(dst, commandHeads[min(e.Command, numCommands)]...), false}
	if e.Type.Moves() {
		o.word("from", e.From.String())
		o.word("to", e.To.String())
	}
	o.time("at", e.At)
	if !e.OccurredAt.Equal(e.At) {
		o.time("occurred_at", e.OccurredAt)
	}
	o.int("skew", int64(e.Skew/time.Microsecond))
	o.strIf("filing", e.Filing)
	o.strIf("value", e.Value)
	o.strIf("ref", e.Ref)
	o.int("target", int64(e.Target))
	o.flag("ok", e.OK)
	o.strIf("region", e.Region)
	o.targets("targets", e.Targets)
	o.strings("changed", e.Changed)
	o.strings("causes", e.Causes)
	o.derived(e.Derived)
	if e.Opening != nil {
		o.opening(e.Opening)
	}
	if e.Deadline.Name != DeadlineNone {
		o.deadline(&e.Deadline)
	}
	o.strIf("binding", e.Binding)
	o.verdicts(e.Verdicts)
	if e.Record != nil {
		o.record(e.Record)
	}
	return append(o.b, '}')
}

// commandHeads are the first bytes of every event, by its command; the last is for a command that is none.
var commandHeads = func() (heads [numCommands + 1]string) {
	for c := range heads {
		heads[c] = `{"command":"` + CommandName(c).String() + `"`
	}
	return heads
}()

// room is about how many bytes an event takes.
func (e *Event) room() int {
	n := 256 + 120*len(e.Verdicts) + 64*len(e.Targets) + 80*len(e.Derived)
	if e.Opening != nil {
		n += 256 + 64*len(e.Opening.Targets)
	}
	if e.Deadline.Name != DeadlineNone {
		n += 192
	}
	if e.Record != nil {
		n += 256 * (1 + len(e.Record.Websites))
	}
	return n
}

// object writes one JSON object.
type object struct {
	b     []byte
	first bool
}

func (o *object) key(k string) {
	if !o.first {
		o.b = append(o.b, ',')
	}
	o.first = false
	o.b = append(o.b, '"')
	o.b = append(o.b, k...)
	o.b = append(o.b, '"', ':')
}

func (o *object) str(k, v string) {
	o.key(k)
	o.b = appendString(o.b, v)
}

// word writes a word of a closed set, which needs no look at its letters.
func (o *object) word(k, v string) {
	o.key(k)
	o.b = append(o.b, '"')
	o.b = append(o.b, v...)
	o.b = append(o.b, '"')
}

func (o *object) strIf(k, v string) {
	if v != "" {
		o.str(k, v)
	}
}

// int leaves zero out.
func (o *object) int(k string, v int64) {
	if v != 0 {
		o.key(k)
		o.b = strconv.AppendInt(o.b, v, 10)
	}
}

func (o *object) time(k string, t time.Time) {
	if !t.IsZero() {
		o.key(k)
		o.b = strconv.AppendInt(o.b, t.UnixMicro(), 10)
	}
}

func (o *object) flag(k string, v bool) {
	if v {
		o.key(k)
		o.b = append(o.b, "true"...)
	}
}

// strings leaves a nil slice out and writes an empty one.
func (o *object) strings(k string, list []string) {
	if list == nil {
		return
	}
	o.key(k)
	o.b = append(o.b, '[')
	for i, s := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = appendString(o.b, s)
	}
	o.b = append(o.b, ']')
}

func (o *object) open(k string) object {
	o.key(k)
	return object{append(o.b, '{'), true}
}

func (o *object) close(in object) { o.b = append(in.b, '}') }

func (o *object) targets(k string, list []Target) {
	if list == nil {
		return
	}
	o.key(k)
	o.b = append(o.b, '[')
	for i, t := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		in := object{append(o.b, '{'), true}
		in.strIf("website", t.Website)
		in.strings("domains", t.Domains)
		in.strIf("administrator", t.Administrator)
		o.close(in)
	}
	o.b = append(o.b, ']')
}

func (o *object) derived(list []derive.Said) {
	if list == nil {
		return
	}
	o.key("derived")
	o.b = append(o.b, '[')
	for i := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		in := object{append(o.b, '{'), true}
		in.str("fact", list[i].Fact)
		in.str("value", list[i].Value)
		in.strIf("of", list[i].Of)
		o.close(in)
	}
	o.b = append(o.b, ']')
}

func (o *object) opening(p *Opening) {
	in := o.open("opening")
	in.word("kind", p.Kind.String())
	in.str("registered", p.Registered)
	in.str("region", p.Region)
	in.str("subject_kind", p.SubjectKind)
	in.str("site", p.Site)
	in.str("provider", p.Provider)
	in.str("account", p.Account)
	in.strIf("subject_administrator", p.SubjectAdministrator)
	in.strIf("website_administrator", p.WebsiteAdministrator)
	in.flag("notifications_configured", p.NotificationsConfigured)
	in.targets("targets", p.Targets)
	o.close(in)
}

func (o *object) deadline(d *Deadline) {
	in := o.open("deadline")
	in.word("name", d.Name.String())
	in.word("status", d.Status.String())
	in.flag("pending", d.Pending)
	in.int("amount", int64(d.Amount))
	in.time("from", d.From)
	in.time("earliest", d.Earliest)
	in.time("due", d.Due)
	in.strIf("missing", d.Missing)
	in.str("calendar", d.Calendar)
	o.close(in)
}

func (o *object) verdicts(list []Verdict) {
	if list == nil {
		return
	}
	policy := ""
	if len(list) > 0 {
		policy = list[0].Policy
		o.str("policy", policy)
	}
	o.key("verdicts")
	o.b = append(o.b, '[')
	for i := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		v := &list[i]
		in := object{append(o.b, '{'), true}
		in.str("decision", v.Decision)
		in.str("value", v.Value)
		in.strIf("rule", v.Rule)
		if v.Policy != policy {
			in.str("policy", v.Policy)
		}
		o.close(in)
	}
	o.b = append(o.b, ']')
}

func (o *object) record(r *Record) {
	in := o.open("record")
	in.str("number", r.Number)
	in.str("region", r.Region)
	in.strIf("subject_kind", r.SubjectKind)
	in.strIf("ended", r.Ended)
	in.key("websites")
	in.b = append(in.b, '[')
	for i := range r.Websites {
		if i > 0 {
			in.b = append(in.b, ',')
		}
		site := &r.Websites[i]
		w := object{append(in.b, '{'), true}
		w.str("id", site.ID)
		w.str("number", site.Number)
		w.strings("domains", site.Domains)
		w.strings("accesses", site.Accesses)
		w.periods(site.Periods)
		in.close(w)
	}
	in.b = append(in.b, ']')
	in.periods(r.Periods)
	o.close(in)
}

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string; what is not valid UTF-8 becomes the replacement character.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	if plainText(s) {
		b = append(b, s...)
		return append(b, '"')
	}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ' || c == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		}
		i++
	}
	return append(b, '"')
}
