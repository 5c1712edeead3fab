// SPDX-License-Identifier: Apache-2.0

package export

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/icpfiling/icp/internal/inert"
)

// csvSink writes one row a line, with the columns that Disco, Apromore, Celonis and pandas ask for first.
type csvSink struct{ *pen }

const csvHeader = "case_id,activity,timestamp,lifecycle,resource,role,class,region,kind,subject_kind,site,from,to,value,detail,rules,due,recorded\n"

func (s *csvSink) head() error {
	s.b = append(s.b, csvHeader...)
	return nil
}

func (s *csvSink) trace(t *trace) error {
	for i := range t.rows {
		r := &t.rows[i]
		s.cell(t.id)
		s.next(r.activity)
		s.time(r.at)
		for _, text := range [...]string{
			r.lifecycle, r.resource, r.role, r.className(), t.region, t.kind, t.owner, t.site, r.from, r.to, r.value, r.detail, r.rules,
		} {
			s.next(text)
		}
		s.time(r.due)
		s.time(r.recorded)
		s.b = append(s.b, '\n')
		if err := s.flow(); err != nil {
			return err
		}
	}
	return nil
}

func (s *csvSink) foot() error { return nil }

func (s *csvSink) next(text string) {
	s.b = append(s.b, ',')
	s.cell(text)
}

// cell writes text so that no reader of CSV takes a part of it for something else, and no spreadsheet for a formula. Control
// characters, which end a file for some readers and steer a terminal, become U+FFFD, as in XES.
func (s *csvSink) cell(text string) {
	if strings.ContainsFunc(text, control) {
		text = strings.Map(func(r rune) rune {
			if control(r) {
				return utf8.RuneError
			}
			return r
		}, text)
	}
	text = inert.Cell(text)
	if !strings.ContainsAny(text, "\",\n\r") && !strings.HasPrefix(text, " ") {
		s.b = append(s.b, text...)
		return
	}
	s.b = append(s.b, '"')
	s.b = append(s.b, strings.ReplaceAll(text, `"`, `""`)...)
	s.b = append(s.b, '"')
}

func control(r rune) bool { return r != '\t' && r != '\n' && r != '\r' && unicode.IsControl(r) }

func (s *csvSink) time(t time.Time) {
	s.b = append(s.b, ',')
	if !t.IsZero() {
		s.b = s.clock.append(s.b, t)
	}
}
