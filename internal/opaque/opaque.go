// SPDX-License-Identifier: Apache-2.0

// Package opaque says whether a text can stand in keys, journals and messages, where no personal data may be.
//
// Most callers want [ID]. It cannot know a name from a word; it knows what nobody's reference looks like.
package opaque

// Fault says why a text cannot stand there; Fine that it can.
type Fault uint8

// The faults.
const (
	Fine      Fault = iota
	Missing         // it is empty
	Long            // it has more than [Longest] bytes
	Character       // a blank, a quote, a backslash, one of @<>&, or something other than printable ASCII
	Personal        // it looks like the number of a person's identity card or mobile phone
)

// Longest is the longest text, in bytes.
const Longest = 128

// ID looks at a reference. An @ is refused because it is most likely somebody's address.
func ID(id string) Fault { return check(id, false) }

// Words looks at a few words, with single blanks between them.
func Words(text string) Fault { return check(text, true) }

type class uint8

const (
	apart    class = iota // stands between what stands together
	together              // letters and digits
	blank
	never
)

var classes = func() (list [256]class) {
	for c := range list {
		switch c := byte(c); {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
			list[c] = together
		case c == ' ':
			list[c] = blank
		case c < ' ', c >= 0x7f, c == '"', c == '\\', c == '@', c == '<', c == '>', c == '&':
			list[c] = never
		}
	}
	return list
}()

// weights are 1 for a digit and odd for what must be looked at in its place: a sum below odd counts digits.
var weights = func() (list [256]uint32) {
	for c := range list {
		switch {
		case c >= '0' && c <= '9':
			list[c] = 1
		case classes[c] >= blank:
			list[c] = odd
		}
	}
	return list
}()

const (
	odd    = 1 << 8 // more than Longest digits
	fewest = 11     // digits in the number of a person's phone or card
)

func check(s string, blanks bool) Fault {
	switch {
	case s == "":
		return Missing
	case len(s) > Longest:
		return Long
	}
	sum := uint32(0)
	for i := range len(s) {
		sum += weights[s[i]]
	}
	if sum < fewest {
		return Fine
	}
	return look(s, blanks)
}

// look is check for a text that may have a fault.
func look(s string, blanks bool) Fault {
	from := 0 // of the letters and digits that stand together
	for i := range len(s) {
		switch classes[s[i]] {
		case together:
			continue
		case blank:
			if !blanks || i == 0 || s[i-1] == ' ' || i+1 == len(s) {
				return Character
			}
		case never:
			return Character
		}
		if personal(s, from, i) {
			return Personal
		}
		from = i + 1
	}
	if personal(s, from, len(s)) {
		return Personal
	}
	return Fine
}

// personal reports whether the letters and digits from a place to another, all that stand together there, look like a
// mainland mobile number, with +86 before it or not, or like the number of an identity card. Ids of other lengths, and
// those in which the digits go on, are none.
func personal(s string, from, to int) bool {
	switch to - from {
	case len("13800138000"):
		return mobile(s[from:to])
	case len("8613800138000"):
		return from > 0 && s[from-1] == '+' && s[from:from+2] == "86" && mobile(s[from+2:to])
	case len("11010519491231002X"):
		return identityCard(s[from:to])
	}
	return false
}

func mobile(s string) bool { return digits(s) && s[0] == '1' && s[1] >= '3' }

// identityCard checks a number of 18 characters: province, day of birth and check character (GB 11643-1999). Of a
// million other numbers of this length a few dozen pass.
func identityCard(s string) bool {
	if !digits(s[:17]) || s[0] < '1' || s[0] > '8' {
		return false
	}
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += weight * int(s[i]-'0')
	}
	if check := "10X98765432"[sum%11]; s[17] != check && (check != 'X' || s[17] != 'x') {
		return false
	}
	month, day := number(s[10:12]), number(s[12:14])
	return (s[6:8] == "19" || s[6:8] == "20") && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func number(s string) (n int) {
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}
