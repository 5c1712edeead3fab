// SPDX-License-Identifier: Apache-2.0

package model

import (
	"cmp"
	"slices"
	"strings"
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
		if d := distance(fold, Fold(n)); d <= limit {
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

// distance counts edits between two strings: insert, delete, change, swap neighbours.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	if len(ra)-len(rb) > 2 || len(rb)-len(ra) > 2 {
		return 3
	}
	prev2 := make([]int, len(rb)+1)
	prev := make([]int, len(rb)+1)
	cur := make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		cur[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(rb)]
}
