// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Finding is something wrong with a policy or its tests, or suspicious. Errors are gaps, conflicts and broken promises;
// the rest are warnings.
type Finding struct {
	// ID is a stable kind: gap, conflict, unreachable, redundant, vacuous, everywhere, unused of Lint; promise of Run;
	// missed of Cover; survivor of Mutate.
	ID       string
	Error    bool
	Position rules.Position // of the rule, or of the decision a gap is in
	Rule     string
	Decision string
	Message  string
	Cases    []string         // the cases concerned, each as "region: tibet; kind: first_filing, from 2018-04-04"
	Related  []rules.Position // of the other rule of a conflict
	Suggest  string           // a test of tests/*.yaml that would help
	zh       string           // Message in Chinese
	changes  []Change         // of a survivor: what Cases says
}

// Text is the message in "en" or "zh".
func (f Finding) Text(lang string) string { return model.Text{En: f.Message, Zh: f.zh}.In(lang) }

// CasesIn gives Cases in "en" or "zh"; names stay as they are.
func (f Finding) CasesIn(lang string) []string {
	if f.changes == nil {
		return model.CasesIn(lang, f.Cases)
	}
	var out []string
	for _, c := range f.changes {
		out = append(out, c.Text(lang))
	}
	return out
}

// say words the message in both languages.
func (f *Finding) say(t model.Text) { f.Message, f.zh = t.En, t.Zh }

// String is the finding in English, with its place.
func (f Finding) String() string {
	severity := "warning"
	if f.Error {
		severity = "error"
	}
	s := f.Message + " [" + f.ID + "]"
	if at := f.Position.String(); at != "" {
		s = at + ": " + severity + ": " + s
	} else {
		s = severity + ": " + s
	}
	if len(f.Related) > 0 && !f.Related[0].IsZero() {
		s += " (see also " + f.Related[0].String() + ")"
	}
	if len(f.Cases) > 0 {
		s += "\n    " + strings.Join(f.Cases, "\n    ")
	}
	return s
}

func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Position.File, b.Position.File), cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
}
