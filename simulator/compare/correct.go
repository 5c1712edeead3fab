// SPDX-License-Identifier: Apache-2.0

package compare

import "strconv"

// correct fills the corrected p-values of all tests in.
func (r *Result) correct() {
	var places []*float64
	var p []float64
	take := func(from float64, to *float64) { p, places = append(p, from), append(places, to) }
	take(r.Days.P, &r.Days.PHolm)
	for _, list := range [...][]Days{r.Regions, r.Kinds} {
		for i := range list {
			take(list[i].P, &list[i].PHolm)
		}
	}
	for i := range r.Tests {
		take(r.Tests[i].P, &r.Tests[i].PHolm)
	}
	for i, x := range holm(p) {
		*places[i] = brief(x)
	}
	r.Family = len(p)
	r.Days.P = brief(r.Days.P)
	for _, list := range [...][]Days{r.Regions, r.Kinds} {
		for i := range list {
			list[i].P = brief(list[i].P)
		}
	}
	for i := range r.Tests {
		r.Tests[i].P = brief(r.Tests[i].P)
	}
}

// brief keeps three digits of a p-value, which are the same on every machine.
func brief(p float64) float64 {
	x, _ := strconv.ParseFloat(strconv.FormatFloat(p, 'g', 3, 64), 64) // what was just written
	return x
}
