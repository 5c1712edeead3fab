// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"strings"
	"unicode"
)

// fold gives a name the one spelling it is compared in: full-width letters, digits and brackets as half-width ones, small
// letters, one middle dot, and none of the blanks and invisible signs that typing leaves behind. Simplified and
// traditional characters stay different: they are on two certificates as well.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '〔' || r == '【':
			r = '('
		case r == '〕' || r == '】':
			r = ')'
		case r == '•' || r == '‧' || r == '・' || r == '･' || r == '∙':
			r = '·'
		case unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// same reports whether two names are one, and whether both are known.
func same(a, b string) (equal, ok bool) {
	a, b = fold(a), fold(b)
	return a == b, a != "" && b != ""
}

// samePerson compares the numbers of two persons, or their names when a number is missing. An identity card of fifteen
// digits and the one of eighteen that followed it are one person's.
func samePerson(a, b *Person) (equal, ok bool) {
	m, n := fold(a.IDNumber), fold(b.IDNumber)
	if m != "" && n != "" {
		return m == n || short(m) == n || m == short(n), true
	}
	return same(a.Name, b.Name)
}

// short is the number of fifteen digits that a number of eighteen had before: without the century and the check digit.
func short(id string) string {
	if len(id) != 18 || id[6:8] != "19" {
		return id
	}
	return id[:6] + id[8:17]
}

func nobody(p *Person) bool { return fold(p.Name) == "" && fold(p.IDNumber) == "" }
