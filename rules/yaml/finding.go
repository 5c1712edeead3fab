// SPDX-License-Identifier: Apache-2.0

package yaml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Finding is one thing wrong in a policy folder. Lines and columns count from 1, columns in characters; EndColumn is
// the column after the last.
type Finding struct {
	File      string   `json:"file"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	EndColumn int      `json:"end_column"`
	ID        string   `json:"id"` // stable kind, such as "unknown-value"
	Message   string   `json:"message"`
	MessageZh string   `json:"message_zh"`
	Near      []string `json:"near,omitempty"` // names within two edits
	// Related are places that belong to it: of a name that exists already, where.
	Related []rules.Position `json:"related,omitempty"`
}

// Text is the message in "en" or "zh".
func (f Finding) Text(lang string) string { return model.Text{En: f.Message, Zh: f.MessageZh}.In(lang) }

// String is the finding in English, with file, line and column.
func (f Finding) String() string {
	s := fmt.Sprintf("%s:%d:%d: error: %s [%s]", f.File, f.Line, f.Column, f.Message, f.ID)
	if len(f.Near) > 0 {
		s += " (did you mean " + model.QuoteAll(f.Near) + "?)"
	}
	for _, r := range f.Related {
		s += " (see also " + r.String() + ")"
	}
	return s
}

// Error is what Read found: one finding or more, at most 100, in the order of files and lines.
type Error struct {
	Findings []Finding
}

// Error lists the findings in English, each on a line (RUL-011).
func (e *Error) Error() string {
	lines := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		lines[i] = f.String()
	}
	return "RUL-011: the policy folder cannot be read:\n" + strings.Join(lines, "\n")
}

// tidy sorts findings by place, drops doubles and keeps the first hundred.
func tidy(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
	findings = slices.CompactFunc(findings, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.ID == b.ID && a.Message == b.Message
	})
	return findings[:min(len(findings), model.MaxFindings)]
}
