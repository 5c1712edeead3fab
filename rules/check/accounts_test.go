// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func accountLines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	var out []string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

// Each of the 69 entries of the ledger is cited by the rules its line names, by those and no others, or its line says why
// it is no rule.
func TestLedgerIsAccountedFor(t *testing.T) {
	p := shippedPolicy(t)
	cited := map[string][]string{}
	for _, r := range p.Rules() {
		for _, s := range r.Sources {
			if strings.HasPrefix(s.ID, "R0") && !slices.Contains(cited[s.ID], r.ID) {
				cited[s.ID] = append(cited[s.ID], r.ID)
			}
		}
	}
	lines := accountLines(t, "testdata/ledger.txt")
	require.Len(t, lines, 69)
	for i, line := range lines {
		id, rest, _ := strings.Cut(line, " ")
		assert.Equal(t, fmt.Sprintf("R%03d", i+1), id)
		if why, ok := strings.CutPrefix(rest, "# "); ok {
			assert.NotEmpty(t, why, id)
			assert.Empty(t, cited[id], "%s is cited although it is said to be no rule", id)
			continue
		}
		named := strings.Fields(rest)
		slices.Sort(cited[id])
		assert.Equal(t, cited[id], named, id)
		assert.NotEmpty(t, named, id)
	}
}

// Each of the 117 dated versions of the 31 province pages begins and ends the rules its line names, or its line says why
// it changes nothing that can be decided; and no rule drawn from a page is missing from the lines.
func TestPagesAreAccountedFor(t *testing.T) {
	p := shippedPolicy(t)
	lines := accountLines(t, "testdata/pages.txt")
	require.Len(t, lines, 117)
	provinces := map[string]bool{}
	listed := map[string]bool{}
	for _, line := range lines {
		fields := strings.Fields(line)
		require.Greater(t, len(fields), 3, line)
		provinces[fields[0]] = true
		day := fields[1]
		if fields[3] == "#" {
			assert.Greater(t, len(fields), 4, line)
			continue
		}
		for _, change := range fields[3:] {
			r, ok := p.Rule(change[1:])
			require.True(t, ok, "%s names %s", line[:18], change)
			listed[change+" "+day] = true
			if change[0] == '-' {
				assert.Equal(t, day, r.Until.String(), change)
				continue
			}
			if r.From.String() != "2018-04-04" { // the authenticity statement is older than the first page seen
				assert.Equal(t, day, r.From.String(), change)
			}
		}
	}
	assert.Len(t, provinces, 31)
	page := regexp.MustCompile(`^the page of (\d{4}-\d{2}-\d{2})( no longer says so)?$`)
	for _, r := range p.Rules() {
		for _, s := range r.Sources {
			if m := page.FindStringSubmatch(s.Says); m != nil {
				sign := map[bool]string{false: "+", true: "-"}[m[2] != ""]
				assert.True(t, listed[sign+r.ID+" "+m[1]], "%s%s is missing from the line of %s", sign, r.ID, m[1])
			}
		}
	}
}
