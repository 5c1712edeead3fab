// SPDX-License-Identifier: Apache-2.0

package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/icpfiling/icp/internal/near"
)

// Near gives at most three of the names within two edits of the wrong one (a swap of neighbours is one edit),
// nearest first. Long strangers get no suggestion, short ones only at one edit.
func Near(wrong string, names []string) []string {
	if len(wrong) > 64 {
		return nil
	}
	type hit struct {
		name string
		dist int
	}
	limit := 2
	if len(wrong) < 3 {
		limit = 1
	}
	var hits []hit
	fold := Fold(wrong)
	for _, n := range names {
		if d := near.Distance(fold, Fold(n)); d <= limit {
			hits = append(hits, hit{n, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.dist, b.dist), cmp.Compare(a.name, b.name))
	})
	var out []string
	for _, h := range hits {
		if !slices.Contains(out, h.name) && len(out) < 3 {
			out = append(out, h.name)
		}
	}
	return out
}

// Fold removes what people spell differently: case, apostrophes, and spaces or hyphens for underscores.
func Fold(s string) string {
	return foldReplacer.Replace(strings.ToLower(strings.TrimSpace(s)))
}

var foldReplacer = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", " ", "_", "-", "_")
