// SPDX-License-Identifier: Apache-2.0

package export

import (
	"strings"
	"time"
	"unicode/utf8"
)

// xesSink writes IEEE 1849.
type xesSink struct{ *pen }

const xesHead = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace">
<string key="concept:name" value="unknown"/>
</global>
<global scope="event">
<string key="concept:name" value="unknown"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
<string key="lifecycle:transition" value="complete"/>
<string key="org:resource" value="unknown"/>
<string key="org:role" value="unknown"/>
<string key="class" value="unknown"/>
</global>
<classifier name="Activity" scope="event" keys="concept:name lifecycle:transition"/>
<classifier name="Name" scope="event" keys="concept:name"/>
<classifier name="Role" scope="event" keys="org:role"/>
<string key="concept:name" value="ICP filings"/>
<string key="lifecycle:model" value="standard"/>
`

func (s *xesSink) head() error {
	s.b = append(s.b, xesHead...)
	return nil
}

func (s *xesSink) trace(t *trace) error {
	s.b = append(s.b, "<trace>\n"...)
	s.text("concept:name", t.id)
	s.text("subject", t.subject)
	s.text("kind", t.kind)
	s.text("region", t.region)
	s.text("subject_kind", t.owner)
	s.text("site", t.site)
	s.text("outcome", t.outcome)
	for i := range t.rows {
		r := &t.rows[i]
		s.b = append(s.b, "<event>\n"...)
		s.text("concept:name", r.activity)
		s.date("time:timestamp", r.at)
		s.text("lifecycle:transition", r.lifecycle)
		s.text("org:resource", r.resource)
		s.text("org:role", r.role)
		s.text("class", r.className())
		s.text("from", r.from)
		s.text("to", r.to)
		s.text("value", r.value)
		s.text("detail", r.detail)
		s.text("rules", r.rules)
		s.date("due", r.due)
		s.date("recorded", r.recorded)
		s.b = append(s.b, "</event>\n"...)
		if err := s.flow(); err != nil {
			return err
		}
	}
	s.b = append(s.b, "</trace>\n"...)
	return s.flow()
}

func (s *xesSink) foot() error {
	s.b = append(s.b, "</log>\n"...)
	return nil
}

// text writes a string attribute; what is empty is left out.
func (s *xesSink) text(key, value string) {
	if value == "" {
		return
	}
	s.b = append(s.b, `<string key="`...)
	s.b = append(s.b, key...)
	s.b = append(s.b, `" value="`...)
	s.b = appendXML(s.b, value)
	s.b = append(s.b, `"/>`+"\n"...)
}

func (s *xesSink) date(key string, t time.Time) {
	if t.IsZero() {
		return
	}
	s.b = append(s.b, `<date key="`...)
	s.b = append(s.b, key...)
	s.b = append(s.b, `" value="`...)
	s.b = s.clock.append(s.b, t)
	s.b = append(s.b, `"/>`+"\n"...)
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// appendXML escapes the value of an attribute. What XML 1.0 has no way to write becomes U+FFFD.
func appendXML(b []byte, text string) []byte {
	plain := true
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c >= 0x7f || c == '&' || c == '<' || c == '>' || c == '"' {
			plain = false
			break
		}
	}
	if plain {
		return append(b, text...)
	}
	text = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return utf8.RuneError
		}
		return r
	}, text)
	return append(b, xmlEscapes.Replace(text)...)
}
