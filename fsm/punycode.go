// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// wireForm is a domain as it goes over the wire: 例子.中国 is xn--fsqu00a.xn--fiqs8s.
func wireForm(domain string) string {
	labels := strings.Split(domain, ".")
	for i, label := range labels {
		labels[i] = wireLabel(label)
	}
	return strings.Join(labels, ".")
}

func wireLabel(label string) string {
	if plain := strings.IndexFunc(label, func(r rune) bool { return r >= utf8.RuneSelf }) < 0; plain {
		return label
	}
	return "xn--" + punycode([]rune(label))
}

// The parameters of Punycode (RFC 3492, section 5).
const (
	punyBase, punyMin, punyMax = 36, 1, 26
	punySkew, punyDamp         = 38, 700
	punyBias                   = 72
)

// punycode encodes a label (RFC 3492, section 6.3).
func punycode(label []rune) string {
	var out []byte
	for _, r := range label {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	order := slices.Compact(slices.Sorted(slices.Values(label))) // the code points from the lowest on
	n, delta, bias := rune(utf8.RuneSelf), 0, punyBias
	for handled := basic; handled < len(label); {
		for order[0] < n {
			order = order[1:]
		}
		delta += int(order[0]-n) * (handled + 1)
		n = order[0]
		for _, r := range label {
			if r < n {
				delta++
			}
			if r == n {
				out = appendDigits(out, delta, bias)
				bias = adapt(delta, handled+1, handled == basic)
				delta = 0
				handled++
			}
		}
		delta++
		n++
	}
	return string(out)
}

// appendDigits writes a number of variable length.
func appendDigits(out []byte, q, bias int) []byte {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if q < t {
			return append(out, digits[q])
		}
		out = append(out, digits[t+(q-t)%(punyBase-t)])
		q = (q - t) / (punyBase - t)
	}
}

// adapt is RFC 3492, section 6.1.
func adapt(delta, points int, first bool) (bias int) {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	for ; delta > (punyBase-punyMin)*punyMax/2; bias += punyBase {
		delta /= punyBase - punyMin
	}
	return bias + (punyBase-punyMin+1)*delta/(delta+punySkew)
}
