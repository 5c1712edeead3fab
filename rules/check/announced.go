// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Against holds a difference against what was announced. Unannounced lists the changes with a case or a day that no
// announcement covers and the names no announcement is about, missing the announcements that do not happen, or not for
// all they say.
func (d Difference) Against(announced []rules.Announcement) (unannounced, missing []string) {
	return d.AgainstIn("en", announced)
}

// AgainstIn is Against in "en" or "zh"; names stay as they are.
func (d Difference) AgainstIn(lang string, announced []rules.Announcement) (unannounced, missing []string) {
	unannounced, missing = d.names(lang, announced)
	announced = slices.DeleteFunc(slices.Clone(announced), func(a rules.Announcement) bool { return a.Vocabulary != "" })
	p := d.pair.cutAt(announced)
	old := d.pair.cuts
	spoken := make([]model.Cube, len(announced))
	for i, a := range announced {
		spoken[i] = p.cubeOf(a)
	}
	for _, c := range d.Changes {
		var covers []model.Cube
		for i, a := range announced {
			if spoken[i] != nil && c.isMeant(a) {
				covers = append(covers, spoken[i])
			}
		}
		for i, cube := range c.cubes {
			if !model.Covered(p.refine(cube, old), covers, p.size) {
				unannounced = append(unannounced, c.Decision+"  "+c.StepIn(lang)+model.Text{En: "  for ", Zh: "  情形 "}.In(lang)+c.CasesIn(lang)[i])
			}
		}
	}
	for i, a := range announced {
		var happens []model.Cube
		for _, c := range d.Changes {
			if c.isMeant(a) {
				for _, cube := range c.cubes {
					happens = append(happens, p.refine(cube, old))
				}
			}
		}
		if spoken[i] == nil || !model.Covered(spoken[i], happens, p.size) {
			text := fmt.Sprintf("%s: %s  %s -> %s", a.Position, a.Decision, a.Old, a.New)
			if p.partly(spoken[i], happens) {
				text += model.Text{En: " (it does for some of the cases and days announced)", Zh: "（仅部分情形或日期发生）"}.In(lang)
			}
			missing = append(missing, text)
		}
	}
	return unannounced, missing
}

// partly reports whether a cube and one of others have a case and a day in common.
func (p *pair) partly(c model.Cube, others []model.Cube) bool {
	return c != nil && slices.ContainsFunc(others, func(o model.Cube) bool {
		for f, values := range o {
			if mine, ok := c[f]; ok && !slices.ContainsFunc(values, func(v int) bool { return slices.Contains(mine, v) }) {
				return false
			}
		}
		return true
	})
}

// names holds the changes of names against the announcements that are about names.
func (d Difference) names(lang string, announced []rules.Announcement) (unannounced, missing []string) {
	said := map[string]bool{}
	for _, a := range announced {
		said[a.Vocabulary] = true
		if a.Vocabulary != "" && !slices.Contains(d.Vocabulary, a.Vocabulary) {
			missing = append(missing, fmt.Sprintf("%s: %s", a.Position, a.Vocabulary))
		}
	}
	for i, text := range d.vocabulary {
		if !said[d.Vocabulary[i]] {
			unannounced = append(unannounced, text.In(lang))
		}
	}
	return unannounced, missing
}

func (c Change) isMeant(a rules.Announcement) bool {
	return c.Decision == a.Decision && c.Old == orSilence(c, a.Old) && c.New == orSilence(c, a.New)
}

func orSilence(c Change, v rules.Value) string {
	switch {
	case v.String() != "":
		return v.String()
	case c.set:
		return "[]"
	}
	return "silence"
}

// cutAt gives the pair with the days of the announcements as further cuts.
func (p *pair) cutAt(announced []rules.Announcement) *pair {
	q := *p
	q.cuts = slices.Clone(p.cuts)
	for _, a := range announced {
		for _, day := range []calendar.Date{a.From, a.Until} {
			if day != (calendar.Date{}) {
				q.cuts = append(q.cuts, day)
			}
		}
	}
	slices.SortFunc(q.cuts, calendar.Date.Compare)
	q.cuts = slices.Compact(q.cuts)
	return &q
}

// refine rewrites a cube's intervals between old cuts as intervals between p's.
func (p *pair) refine(c model.Cube, old []calendar.Date) model.Cube {
	out := model.Cube{}
	for f, v := range c {
		out[f] = v
	}
	var days []int
	for k := range len(p.cuts) + 1 {
		at := 0
		if k > 0 {
			at, _ = slices.BinarySearchFunc(old, p.cuts[k-1].AddDays(1), calendar.Date.Compare)
		}
		if slices.Contains(c[model.Days], at) {
			days = append(days, k)
		}
	}
	out[model.Days] = days
	return out
}

// cubeOf turns an announcement into a cube; nil when it names what the policies do not know.
func (p *pair) cubeOf(a rules.Announcement) model.Cube {
	c, ok := admits(p.old, rules.Test{Given: a.Given})
	if !ok {
		return nil
	}
	var days []int
	for k := range len(p.cuts) + 1 {
		begins := k > 0 && p.cuts[k-1].Compare(a.From) >= 0 || a.From == calendar.Date{} && k >= p.firstInterval()
		ends := a.Until == calendar.Date{} || k < len(p.cuts) && p.cuts[k].Compare(a.Until) <= 0
		if begins && ends && k >= p.firstInterval() {
			days = append(days, k)
		}
	}
	if len(days) == 0 {
		return nil
	}
	c[model.Days] = days
	return c
}

// firstInterval is where the policies begin to speak.
func (p *pair) firstInterval() int {
	first := 0
	for k, c := range p.cuts {
		if c.Compare(p.start()) <= 0 {
			first = k + 1
		}
	}
	return first
}

func (p *pair) start() calendar.Date {
	if p.now.Starts.Compare(p.old.Starts) < 0 {
		return p.now.Starts
	}
	return p.old.Starts
}
