// SPDX-License-Identifier: Apache-2.0

package fsm

// plainText reports whether a text stands in JSON as it is: printable ASCII without a quote and a backslash. It looks at
// eight bytes at a time; nearly everything in a journal is plain.
func plainText[T string | []byte](s T) bool {
	for len(s) >= 8 {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if odd(x) {
			return false
		}
		s = s[8:]
	}
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// odd reports whether some byte of eight is not plain. A byte below n is found by the borrow that subtracting n leaves in
// its highest bit, one equal to c by being 0, and so below 1, after c is taken out.
func odd(x uint64) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	quote, backslash, deleted := x^ones*'"', x^ones*'\\', x^ones*0x7f
	below := (x-ones*' ')&^x | (quote-ones)&^quote | (backslash-ones)&^backslash | (deleted-ones)&^deleted
	return (below|x)&high != 0
}
