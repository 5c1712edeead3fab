// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/icpfiling/icp/internal/worded"
)

// ocelSink writes OCEL 2.0 as JSON: events as they come, objects into a scratch place that is copied behind them.
type ocelSink struct {
	*pen
	objects     *pen
	scratch     io.ReadWriteSeeker // nil: objects wait in memory
	types       map[string]bool    // of the events
	firstEvent  bool               // none was written yet
	firstObject bool
	subject     string          // that was written last
	known       map[string]bool // its websites
}

const ocelTypes = `{"objectTypes":[
{"name":"filing","attributes":[{"name":"kind","type":"string"},{"name":"region","type":"string"},{"name":"subject_kind","type":"string"},{"name":"site","type":"string"},{"name":"outcome","type":"string"}]},
{"name":"subject","attributes":[]},
{"name":"website","attributes":[]},
{"name":"notice","attributes":[{"name":"topic","type":"string"},{"name":"audience","type":"string"}]}
],
"events":[`

func newOCEL(out *pen, scratch io.ReadWriteSeeker) *ocelSink {
	s := &ocelSink{pen: out, objects: &pen{}, scratch: scratch, types: map[string]bool{}, firstEvent: true, firstObject: true, known: map[string]bool{}}
	if scratch != nil {
		s.objects.w = scratch
	}
	return s
}

func (s *ocelSink) head() error {
	s.b = append(s.b, ocelTypes...)
	return nil
}

func (s *ocelSink) trace(t *trace) error {
	if s.subject != t.subject {
		s.subject = t.subject
		clear(s.known)
		s.object(t.subject, "subject")
		s.objects.b = append(s.objects.b, '}')
	}
	about := slices.Clone(t.sites)
	for i := range t.rows {
		if w := t.rows[i].website; w != "" && t.rows[i].class == Records && !slices.Contains(about, w) {
			about = append(about, w)
		}
	}
	for _, w := range about {
		s.website(t, w)
	}
	s.filing(t)
	for i := range t.notices {
		s.notice(t, &t.notices[i])
	}
	for i := range t.rows {
		s.event(t, i)
		if err := s.flow(); err != nil {
			return err
		}
	}
	if s.scratch == nil { // objects wait in memory
		return nil
	}
	return s.objects.flow()
}

func (s *ocelSink) event(t *trace, i int) {
	r := &t.rows[i]
	s.types[r.activity] = true
	s.b = append(appendComma(s.b, &s.firstEvent), "\n{\"id\":"...)
	s.b = appendJSON(s.b, t.id+":"+strconv.Itoa(i))
	s.b = append(s.b, `,"type":`...)
	s.b = appendJSON(s.b, r.activity)
	s.b = append(s.b, `,"time":"`...)
	s.b = s.clock.append(s.b, r.at)
	s.b = append(s.b, `","attributes":[`...)
	first := true
	for k, value := range r.attributes() {
		if value != "" {
			s.attribute(k, &first)
			s.b = append(appendJSON(s.b, value), '}')
		}
	}
	for k, t := range [...]time.Time{r.due, r.recorded} {
		if !t.IsZero() {
			s.attribute(len(r.attributes())+k, &first)
			s.b = append(s.clock.append(append(s.b, '"'), t), `"}`...)
		}
	}
	s.b = append(s.b, `],"relationships":[`...)
	s.b = appendRelation(s.b, t.id, "filing")
	s.b = append(s.b, ',')
	s.b = appendRelation(s.b, t.subject, "subject")
	if r.website != "" && r.class == Records {
		s.b = append(s.b, ',')
		s.b = appendRelation(s.b, websiteID(t, r.website), "website")
	}
	if r.notice != "" && slices.ContainsFunc(t.notices, func(n told) bool { return n.id == r.notice }) {
		s.b = append(s.b, ',')
		s.b = appendRelation(s.b, r.notice, "notice")
	}
	s.b = append(s.b, "]}"...)
}

// eventAttributes are those every event may have: those of attributes in their order, then two times.
var eventAttributes = [...]string{"lifecycle", "resource", "role", "class", "from", "to", "value", "detail", "rules", "due", "recorded"}

func (r *row) attributes() [len(eventAttributes) - 2]string {
	return [...]string{r.lifecycle, r.resource, r.role, r.className(), r.from, r.to, r.value, r.detail, r.rules}
}

// attribute begins one that the event has; its value follows.
func (s *ocelSink) attribute(k int, first *bool) {
	s.b = append(appendComma(s.b, first), `{"name":"`...)
	s.b = append(s.b, eventAttributes[k]...)
	s.b = append(s.b, `","value":`...)
}

// appendComma puts a comma before all but the first of a list.
func appendComma(b []byte, first *bool) []byte {
	if !*first {
		b = append(b, ',')
	}
	*first = false
	return b
}

// object begins an object; the caller adds what it has and closes it.
func (s *ocelSink) object(id, kind string) {
	s.objects.b = append(appendComma(s.objects.b, &s.firstObject), "\n{\"id\":"...)
	s.objects.b = appendJSON(s.objects.b, id)
	s.objects.b = append(s.objects.b, `,"type":"`...)
	s.objects.b = append(s.objects.b, kind...)
	s.objects.b = append(s.objects.b, '"')
}

func (s *ocelSink) filing(t *trace) {
	s.object(t.id, "filing")
	b := append(s.objects.b, `,"attributes":[`...)
	first := true
	at := t.opened
	if at.IsZero() {
		at = t.rows[0].at
	}
	end := t.rows[len(t.rows)-1].at
	for _, x := range [...]struct {
		name, value string
		at          time.Time
	}{{"kind", t.kind, at}, {"region", t.region, at}, {"subject_kind", t.owner, at}, {"site", t.site, at}, {"outcome", t.outcome, end}} {
		if x.value == "" {
			continue
		}
		b = s.appendAttribute(appendComma(b, &first), x.name, x.value, x.at)
	}
	b = append(b, `],"relationships":[`...)
	b = appendRelation(b, t.subject, "of")
	for _, w := range t.sites {
		b = append(b, ',')
		b = appendRelation(b, websiteID(t, w), "about")
	}
	s.objects.b = append(b, "]}"...)
}

func (s *ocelSink) website(t *trace, w string) {
	id := websiteID(t, w)
	if s.known[id] {
		return
	}
	s.known[id] = true
	s.object(id, "website")
	b := append(s.objects.b, `,"relationships":[`...)
	b = appendRelation(b, t.subject, "of")
	s.objects.b = append(b, "]}"...)
}

func (s *ocelSink) notice(t *trace, n *told) {
	s.object(n.id, "notice")
	b := append(s.objects.b, `,"attributes":[`...)
	b = s.appendAttribute(b, "topic", n.topic, n.at)
	b = append(b, ',')
	b = s.appendAttribute(b, "audience", n.audience, n.at)
	b = append(b, `],"relationships":[`...)
	b = appendRelation(b, t.id, "tells_of")
	s.objects.b = append(b, "]}"...)
}

func websiteID(t *trace, w string) string { return t.subject + "/" + w }

func (s *ocelSink) appendAttribute(b []byte, name, value string, at time.Time) []byte {
	b = append(b, `{"name":"`...)
	b = append(b, name...)
	b = append(b, `","value":`...)
	b = appendJSON(b, value)
	b = append(b, `,"time":"`...)
	b = s.clock.append(b, at)
	return append(b, `"}`...)
}

func appendRelation(b []byte, id, qualifier string) []byte {
	b = append(b, `{"objectId":`...)
	b = appendJSON(b, id)
	b = append(b, `,"qualifier":"`...)
	b = append(b, qualifier...)
	return append(b, `"}`...)
}

// foot copies the objects behind the events and declares the types that were met.
func (s *ocelSink) foot() error {
	s.b = append(s.b, "\n],\n\"objects\":["...)
	if err := s.copyObjects(); err != nil {
		return err
	}
	s.b = append(s.b, "\n],\n\"eventTypes\":["...)
	var names []string
	for name := range s.types {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		if i > 0 {
			s.b = append(s.b, ',')
		}
		s.b = append(s.b, "\n{\"name\":"...)
		s.b = appendJSON(s.b, name)
		s.b = append(s.b, `,"attributes":[`...)
		for k, attribute := range eventAttributes {
			if k > 0 {
				s.b = append(s.b, ',')
			}
			s.b = append(s.b, `{"name":"`+attribute+`","type":"string"}`...)
		}
		s.b = append(s.b, "]}"...)
	}
	s.b = append(s.b, "\n]}\n"...)
	return nil
}

func (s *ocelSink) copyObjects() error {
	if s.scratch == nil {
		s.b = append(s.b, s.objects.b...)
		return nil
	}
	if err := s.objects.flush(); err != nil {
		return err
	}
	if err := s.flush(); err != nil {
		return err
	}
	if _, err := s.scratch.Seek(0, io.SeekStart); err != nil {
		return worded.Say("SIM-051: the export's objects cannot be read again: %v; choose another place", "SIM-051：导出的对象无法重新读取：%v；请换一个位置", err).Because(err)
	}
	if _, err := io.Copy(s.w, s.scratch); err != nil {
		return unwritten(err)
	}
	return nil
}
