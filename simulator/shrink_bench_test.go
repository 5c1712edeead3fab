// SPDX-License-Identifier: Apache-2.0

package simulator

import "testing"

// The cases that take longest to shrink. What counts is CPU time a case: at most 100 ms.
func BenchmarkShrink(b *testing.B) {
	for _, name := range []string{"sms-tries-forever", "sixteen-contacts", "outbox-lost", "result-twice", "abandon-at-authority"} {
		b.Run(name, func(b *testing.B) {
			o, c := caught(b, plantNamed(b, name))
			for b.Loop() {
				if _, err := c.Shrink(o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
