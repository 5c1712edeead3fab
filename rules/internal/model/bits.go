// SPDX-License-Identifier: Apache-2.0

package model

import "math/bits"

// Bits is a set of the rules of one decision, by their place among them.
type Bits []uint64

func newBits(n int) Bits { return make(Bits, (n+63)/64) }

func (b Bits) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b Bits) drop(i int) { b[i/64] &^= 1 << (i % 64) }

// Has reports whether i is in the set.
func (b Bits) Has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b Bits) meets(o Bits) bool {
	for i, w := range b {
		if w&o[i] != 0 {
			return true
		}
	}
	return false
}

func (b Bits) and(o Bits) Bits {
	out := make(Bits, len(b))
	for i, w := range b {
		out[i] = w & o[i]
	}
	return out
}

func (b Bits) clone() Bits { return append(Bits(nil), b...) }

// All calls f with each member in ascending order.
func (b Bits) All(f func(i int) bool) {
	for i, w := range b {
		for w != 0 {
			if !f(i*64 + bits.TrailingZeros64(w)) {
				return
			}
			w &= w - 1
		}
	}
}

// key gives the set as a map key.
func (b Bits) key() string {
	buf := make([]byte, 0, len(b)*8)
	for _, w := range b {
		buf = append(buf, byte(w), byte(w>>8), byte(w>>16), byte(w>>24), byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56))
	}
	return string(buf)
}

// Without gives the set without one member.
func (b Bits) Without(i int) Bits {
	out := b.clone()
	out.drop(i)
	return out
}
