// SPDX-License-Identifier: Apache-2.0

package model

import "slices"

// Covered reports whether every case of a cube lies in one of others.
func Covered(c Cube, others []Cube, size func(fact int) int) bool {
	for i, o := range others {
		meets, inside := true, true
		splitOn, in, out := 0, []int(nil), []int(nil)
		for f, admitted := range o {
			mine, ok := c[f]
			if !ok {
				mine = upTo(size(f))
			}
			both, rest := partition(mine, admitted)
			if len(both) == 0 {
				meets = false
				break
			}
			if len(rest) > 0 && inside {
				inside, splitOn, in, out = false, f, both, rest
			}
		}
		switch {
		case !meets:
			continue
		case inside:
			return true
		}
		a, b := copyCube(c), copyCube(c)
		a[splitOn], b[splitOn] = in, out
		return Covered(a, others[i:], size) && Covered(b, others[i+1:], size)
	}
	return false
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func partition(list, admitted []int) (both, rest []int) {
	for _, v := range list {
		if slices.Contains(admitted, v) {
			both = append(both, v)
		} else {
			rest = append(rest, v)
		}
	}
	return both, rest
}

// Compress rewrites cubes as fewer and wider ones that hold the same cases. They may overlap.
func Compress(cubes []Cube, facts []int, size func(fact int) int) []Cube {
	const most = 300
	if len(cubes) < 2 || len(cubes) > most {
		return cubes
	}
	wide := make([]Cube, len(cubes))
	for i, c := range cubes {
		wide[i] = widen(c, cubes, facts, size)
	}
	for i := 0; i < len(wide); {
		rest := slices.Delete(slices.Clone(wide), i, i+1)
		if Covered(wide[i], rest, size) {
			wide = rest
		} else {
			i++
		}
	}
	return wide
}

// widen grows a cube in every fact as far as the others hold what it takes in.
func widen(c Cube, all []Cube, facts []int, size func(fact int) int) Cube {
	out := copyCube(c)
	for _, f := range facts {
		mine, ok := out[f]
		if !ok {
			continue
		}
		grown := slices.Clone(mine)
		for v := range size(f) {
			if slices.Contains(mine, v) {
				continue
			}
			probe := copyCube(out)
			probe[f] = []int{v}
			if Covered(probe, all, size) {
				grown = append(grown, v)
			}
		}
		slices.Sort(grown)
		if len(grown) == size(f) && f != Days {
			delete(out, f)
		} else {
			out[f] = grown
		}
	}
	return out
}
