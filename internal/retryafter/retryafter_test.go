// SPDX-License-Identifier: Apache-2.0

package retryafter

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestWhatIsAWishAndWhatIsNone(t *testing.T) {
	now := time.Date(2018, 4, 4, 9, 0, 0, 500_000_000, time.FixedZone("", 8*3600))
	later := time.Date(2018, 4, 4, 1, 1, 30, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"1":                                 now.Add(time.Second),
		"90":                                now.Add(90 * time.Second),
		" 090 ":                             now.Add(90 * time.Second),
		"1073741824":                        now.Add(1 << 30 * time.Second),
		"Wed, 04 Apr 2018 01:01:30 GMT":     later,
		"Wednesday, 04-Apr-18 01:01:30 GMT": later,
		"Wed Apr  4 01:01:30 2018":          later,

		"":                              {},
		"0":                             {},
		"-5":                            {},
		"+5":                            {},
		"1.5":                           {},
		"1e3":                           {},
		"９０":                            {},
		"90, 120":                       {},
		"soon":                          {},
		"1073741825":                    {},
		"9223372036":                    {},
		"9223372037":                    {},
		"18446744073709551615":          {},
		"99999999999999999999999999999": {},
		"Wed, 04 Apr 2018 01:00:00 GMT": {}, // half a second ago
		"Thu, 01 Jan 1970 00:00:00 GMT": {},
		"Fri, 31 Dec 9999 23:59:59 GMT": {},
		"Wed, 32 Apr 2018 01:01:30 GMT": {},
		"2018-04-04T01:01:30Z":          {},
	} {
		got := Of(http.Header{"Retry-After": {text}}, now)
		assert.True(t, want.Equal(got), "%q: %s", text, got)
		assert.Equal(t, want.IsZero(), got.IsZero(), text)
	}
	assert.Zero(t, Of(http.Header{}, now))
	assert.Zero(t, Of(nil, now))
}
