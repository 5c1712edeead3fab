// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"strconv"

	"github.com/icpfiling/icp/fsm"
)

var kindNames = headsOf(setKind, `,"opening":{"kind":"`, `","registered":"`)

// rare writes the fields of an event between its reference and its deadline, which few events have.
func (l *lines) rare(b []byte, x *fsm.Event) []byte {
	l.odd = l.odd || x.Schema() != 1 // what a later one has is rarer still
	if x.Target != 0 {
		b = strconv.AppendInt(append(b, `,"target":`...), int64(x.Target), 10)
	}
	if x.OK {
		b = append(b, `,"ok":true`...)
	}
	if x.Region != "" {
		b = l.word(b, `,"region":"`, x.Region)
	}
	b = l.targets(b, x.Targets)
	if x.Changed != nil {
		b = l.words(b, `,"changed":[`, x.Changed)
	}
	if x.Causes != nil {
		b = l.words(b, `,"causes":[`, x.Causes)
	}
	if x.Opening != nil {
		b = l.opening(b, x.Opening)
	}
	return b
}

func (l *lines) targets(b []byte, list []fsm.Target) []byte {
	if list == nil {
		return b
	}
	b = append(b, `,"targets":[`...)
	for i := range list {
		t := &list[i]
		if t.Website == "" {
			l.odd = true
		}
		b = l.word(append(b, separators[min(i, 1)]...), `"website":"`, t.Website)
		if t.Domains != nil {
			b = l.words(b, `,"domains":[`, t.Domains)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

// separators stand before the first object of a list and before the others.
var separators = [...]string{"{", ",{"}

func (l *lines) opening(b []byte, o *fsm.Opening) []byte {
	if int(o.Kind) >= len(kindNames) {
		l.odd = true
		return b
	}
	b = l.word(b, kindNames[o.Kind], o.Registered)
	b = l.word(b, `,"region":"`, o.Region)
	b = l.word(b, `,"subject_kind":"`, o.SubjectKind)
	b = l.word(b, `,"site":"`, o.Site)
	b = l.word(b, `,"provider":"`, o.Provider)
	b = l.word(b, `,"account":"`, o.Account)
	if o.SubjectAdministrator != "" {
		b = l.word(b, `,"subject_administrator":"`, o.SubjectAdministrator)
	}
	if o.WebsiteAdministrator != "" {
		b = l.word(b, `,"website_administrator":"`, o.WebsiteAdministrator)
	}
	if o.NotificationsConfigured {
		b = append(b, `,"notifications_configured":true`...)
	}
	return append(l.targets(b, o.Targets), '}')
}

func (l *lines) record(b []byte, r *fsm.Record) []byte {
	l.odd = l.odd || held(r)
	b = l.word(b, `,"record":{"number":"`, r.Number)
	b = l.word(b, `,"region":"`, r.Region)
	if r.SubjectKind != "" {
		b = l.word(b, `,"subject_kind":"`, r.SubjectKind)
	}
	if r.Ended != "" {
		b = l.word(b, `,"ended":"`, r.Ended)
	}
	b = append(b, `,"websites":[`...)
	for i := range r.Websites {
		w := &r.Websites[i]
		b = l.word(append(b, separators[min(i, 1)]...), `"id":"`, w.ID)
		b = l.word(b, `,"number":"`, w.Number)
		if w.Domains != nil {
			b = l.words(b, `,"domains":[`, w.Domains)
		}
		if w.Accesses != nil {
			b = l.words(b, `,"accesses":[`, w.Accesses)
		}
		b = append(b, '}')
	}
	return append(b, "]}"...)
}
