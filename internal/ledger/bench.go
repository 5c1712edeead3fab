// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
)

// Bench is everything a probe runs on; switching something off gives another bench.
type Bench struct {
	Policy   *rules.Policy
	Rows     []fsm.Row
	Calendar *calendar.Calendar
}

// Shipped is the bench with everything on.
func Shipped() *Bench {
	return &Bench{builtin.Policy(), fsm.DefaultTable(), calendar.China()}
}

// Off is the bench without one holder; the error says that there is no such thing.
func (b *Bench) Off(h Holder) (*Bench, error) {
	off := *b
	off.Rows = slices.Clone(b.Rows)
	n := 0
	switch h.By {
	case "rule":
		var err error
		off.Policy, err = b.Policy.Without(h.Name)
		return &off, err
	case "calendar":
		var err error
		off.Calendar, err = weekdays()
		return &off, err
	case "row":
		off.Rows = slices.DeleteFunc(off.Rows, func(r fsm.Row) bool { return r.ID() == h.Name })
		n = len(b.Rows) - len(off.Rows)
	case "guard":
		for i := range off.Rows {
			r := &off.Rows[i]
			r.Guards, n = without(r.Guards, n, func(g fsm.Guard) bool { return g.String() == h.Name })
		}
	case "deadline":
		for i := range off.Rows {
			r := &off.Rows[i]
			r.Sets, n = without(r.Sets, n, func(d fsm.DeadlineName) bool { return d.String() == h.Name })
		}
	case "notice":
		for i := range off.Rows {
			r := &off.Rows[i]
			r.Tells, n = without(r.Tells, n, func(t fsm.Tell) bool { return t.Topic == h.Name })
		}
	}
	if n == 0 {
		return nil, fmt.Errorf("there is no %s %q", h.By, h.Name)
	}
	return &off, nil
}

func without[T any](list []T, n int, is func(T) bool) ([]T, int) {
	kept := slices.DeleteFunc(slices.Clone(list), is)
	return kept, n + len(list) - len(kept)
}

// weekdays is a calendar of plain Mondays to Fridays: what a business day is without the State Council's notices.
func weekdays() (*calendar.Calendar, error) {
	return calendar.Compile(cal.NewBusinessCalendar(), calendar.NewDate(2018, time.January, 1), calendar.NewDate(2020, time.December, 31))
}

// Walk runs scenario lines; what they print must contain every want, and nothing that stands behind a "!".
func (b *Bench) Walk(script string, wants ...string) error {
	m, err := fsm.New(b.Policy, b.Calendar, fsm.WithTable(b.Rows))
	if err != nil {
		return err
	}
	out, err := scenario.New(m).Run(script)
	if err != nil {
		return err
	}
	for _, want := range wants {
		if not, ok := strings.CutPrefix(want, "!"); ok {
			if strings.Contains(out, not) {
				return fmt.Errorf("%q stands in:\n%s", not, out)
			}
		} else if !strings.Contains(out, want) {
			return fmt.Errorf("%q does not stand in:\n%s", want, out)
		}
	}
	return nil
}

// Says asks the policy one decision.
func (b *Bench) Says(decision, at string, facts map[string]string, want string) error {
	d, ok := b.Policy.Decision(decision)
	if !ok {
		return fmt.Errorf("there is no decision %s", decision)
	}
	c, err := b.Policy.Case(facts)
	if err != nil {
		return err
	}
	day, err := calendar.ParseDate(at)
	if err != nil {
		return err
	}
	v, err := b.Policy.Judge(d, &c, day)
	if err != nil {
		return err
	}
	if v.Value.String() != want {
		return fmt.Errorf("%s is %s, want %s", decision, v.Value, want)
	}
	return nil
}

// Book runs commands on an empty contact book.
func (b *Bench) Book(limits notify.Limits, commands ...notify.BookCommand) (notify.Book, []notify.Notice, error) {
	book := notify.Book{Account: "acct-1"}
	var notices []notify.Notice
	at := time.Date(2020, 7, 2, 10, 0, 0, 0, calendar.Zone())
	for _, c := range commands {
		step, err := notify.DecideBook(book, c, limits, at)
		if err != nil {
			return book, notices, err
		}
		for _, e := range step.Events {
			book = notify.EvolveBook(book, e)
		}
		notices = append(notices, step.Notices...)
	}
	return book, notices, nil
}
