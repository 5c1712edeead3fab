// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOfficialAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"http://www.gov.cn/zwgk/2013-12/11/content_2546204.htm":               true,
		"https://www.gov.cn/zhengce/content/202511/content_7047090.htm?a=1#b": true,
		"https://gov.cn":                      true,
		"https://gov.cn.example.com/2027":     false,
		"https://example.com/www.gov.cn":      false,
		"https://notgov.cn/":                  false,
		"https://example.com?x=.gov.cn":       false,
		"https://example.com#.gov.cn":         false,
		"https://me@www.gov.cn/":              false,
		`https://example.com\.gov.cn/`:        false,
		"ftp://www.gov.cn/":                   false,
		"www.gov.cn/zwgk":                     false,
		"":                                    false,
		"https://www.gov.cn/\u0000":           false,
		"javascript://www.gov.cn/%0Aalert(1)": false,
		"https://xn--gov-x.cn/":               false,
	} {
		assert.Equal(t, want, official(address), address)
	}
}
