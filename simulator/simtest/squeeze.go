// SPDX-License-Identifier: Apache-2.0

package simtest

import "slices"

// squeeze makes moves that show a difference as few as it can: it leaves out stretches of every length, then pairs.
type squeeze struct {
	moves []move
	found difference
	try   func([]move) (made int, found difference)
	tries int
}

// mostTries bounds how often an integration is opened to make a story shorter.
const mostTries = 4000

func (s *squeeze) run() {
	for before := -1; before != len(s.moves); {
		before = len(s.moves)
		for size := max(len(s.moves)/2, 1); size > 0; size-- {
			for i := 0; i+size <= len(s.moves); {
				if !s.keep(slices.Delete(slices.Clone(s.moves), i, i+size)) {
					i++
				}
			}
		}
		for i := 0; i < len(s.moves); i++ {
			for j := i + 2; j < len(s.moves); j++ {
				list := slices.Delete(slices.Clone(s.moves), j, j+1)
				if s.keep(slices.Delete(list, i, i+1)) {
					j = i + 1
				}
			}
		}
	}
}

// keep takes shorter moves over if they show a difference of the same kind.
func (s *squeeze) keep(list []move) bool {
	if len(list) == 0 || s.tries >= mostTries {
		return false
	}
	s.tries++
	made, found := s.try(list)
	if found.kind != s.found.kind {
		return false
	}
	s.moves, s.found = list[:made:made], found
	return true
}
