// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/rules/builtin"
)

// Eleven provinces have a list; each of its words stands once, and a name with it is found.
func TestWordLists(t *testing.T) {
	region, _ := builtin.Policy().Fact("region")
	count := map[string]int{}
	for _, name := range region.Values() {
		words := wordsOf(name)
		for _, w := range words {
			f := Fields{WebsiteName: "老李的" + w + "花园"}
			assert.Equal(t, "province_word", websiteName(&f, &asked{region: name}), "%s %s", name, w)
		}
		if len(words) > 0 {
			count[name] = len(words)
		}
		slices.Sort(words)
		assert.Len(t, slices.Compact(words), count[name], name)
	}
	assert.Equal(t, map[string]int{
		"beijing": 11, "guangdong": 16, "zhejiang": 19, "henan": 68, "liaoning": 43, "hubei": 8, "ningxia": 43, "hebei": 14, "guizhou": 43,
		"hunan": 33, "inner_mongolia": 24,
	}, count)
	for name, n := range count {
		r, ok := builtin.Policy().Rule(strings.ReplaceAll(name, "_", "-") + "-website-name-words")
		assert.True(t, ok, name)
		assert.Contains(t, r.WhyEn, fmt.Sprintf("a list of %d words", n))
	}
}
