// SPDX-License-Identifier: Apache-2.0

package near

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDistance(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"draft", "draft", 0},
		{"drafft", "draft", 1},
		{"drfat", "draft", 1},
		{"draf", "draft", 1},
		{"graft", "draft", 1},
		{"first_filling", "first_filing", 1},
		{"上海", "上海市", 1},
		{"ab", "ba", 1},
		{"abc", "ca", 3},
		{"", "draft", 3},
		{"a", "a long stranger", 3},
	} {
		assert.Equal(t, x.want, min(Distance(x.a, x.b), 3), "%q, %q", x.a, x.b)
		assert.Equal(t, x.want, min(Distance(x.b, x.a), 3), "%q, %q", x.b, x.a)
	}
}
