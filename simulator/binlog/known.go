// SPDX-License-Identifier: Apache-2.0

package binlog

// knownWord is a word that was written lately: a few are written again and again.
type knownWord struct {
	spelled
	code uint16 // two bytes at most when it is written; 0 for what is no word
}

// spelled is a word of at most knownLen bytes in numbers, which are compared without a call. Those of a short word
// overlap.
type spelled struct {
	head, middle, tail uint64
	size               uint16
}

const (
	knownBits = 9
	knownLen  = 24
)

// knownAt is where a word is known, if it is.
func knownAt(head, tail uint64) uint64 {
	return (head*0x9e3779b97f4a7c15 ^ tail) * 0x9e3779b97f4a7c15 >> (64 - knownBits)
}

// text writes a string: by its number, or in full after a number beyond all words.
func (e *Encoder) text(b []byte, s string) []byte {
	var head, middle, tail uint64
	switch n := len(s); {
	case n >= 8:
		if n > 16 {
			if n > knownLen {
				return e.textNew(b, s)
			}
			middle = eight(s[8:])
		}
		head, tail = eight(s), eight(s[n-8:])
	case n >= 4:
		head, tail = four(s), four(s[n-4:])
	case n > 0:
		head = three(s)
	default:
		return append(b, 0)
	}
	k := &e.known[knownAt(head, tail)]
	if k.head != head || k.tail != tail || k.middle != middle || k.size != uint16(len(s)) {
		return e.textNew(b, s)
	}
	if k.code-1 < 0x7f {
		return append(b, byte(k.code))
	}
	if k.code == 0 {
		return e.inFull(b, s)
	}
	return append(b, byte(k.code)|0x80, byte(k.code>>7))
}

// spell gives the numbers of a word that is not empty, as text compares them.
func spell(s string) (x spelled) {
	n := len(s)
	x.size = uint16(n)
	switch {
	case n >= 8:
		x.head, x.tail = eight(s), eight(s[n-8:])
		if n > 16 {
			x.middle = eight(s[8:])
		}
	case n >= 4:
		x.head, x.tail = four(s), four(s[n-4:])
	default:
		x.head = three(s)
	}
	return x
}

// ownWords are the places of words that have another number in another filing.
type ownWords struct {
	places [mostOwn]uint16
	count  int
}

const mostOwn = 8 // others are looked up each time

// remember keeps the number of a word, unless it is the filing's own and these are too many.
func (e *Encoder) remember(x spelled, code uint64, own bool) {
	at := knownAt(x.head, x.tail)
	if own {
		if e.owns.count == mostOwn {
			return
		}
		e.owns.places[e.owns.count] = uint16(at)
		e.owns.count++
	}
	e.known[at] = knownWord{x, uint16(code)}
}

// forgetOwn forgets the own words of the filing before.
func (e *Encoder) forgetOwn() {
	for _, at := range e.owns.places[:e.owns.count] {
		e.known[at] = knownWord{}
	}
	e.owns.count = 0
}
