// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDomains(t *testing.T) {
	label := strings.Repeat("a", 63)
	for _, good := range []string{
		"a.cn", "example.com", "1.cn", "123.cn", "a-b.c-d.cn", "xn--fsqu00a.xn--fiqs8s", "例子.中国", "例子.cn", "a例子1.cn", "bücher.example", "www.例子.公司",
		label + ".cn", strings.Repeat(label[:62]+".", 4)[:251] + "a", "a.1a",
	} {
		assert.Equal(t, text{}, domainFault(good), good)
	}
	for bad, says := range map[string]string{
		"": "is empty", "http://a.cn": "web address", "a.cn/path?x=1": "web address", "-": "hyphen", "123": "one part", "localhost": "one part", "a..cn": "two dots",
		".a.cn": "two dots", ".": "two dots", "*.a.cn": "wildcard", "1.2.3.4:80": "port", "a.cn:80": "port", "1.2.3.4": "IP address", "A.cn": "lower case: a.cn",
		"a.cn.": "last dot: a.cn", "例子.CN": "lower case: 例子.cn", "-a.cn": "hyphen", "a-.cn": "hyphen", "a.-cn": "hyphen", "a_b.cn": "part 1 holds", "a b.cn": "holds",
		"a.cn..": "two dots", "li@a.cn": "e-mail", label + "a.cn": "longer than 63", strings.Repeat("a.", 127) + "cn": "longer than 253",
		strings.Repeat("例", 60) + ".cn": "longer than 63", "a\xff.cn": "UTF-8", "ａ.cn": "holds", "例子。中国": "holds", "a\u200b.cn": "holds", "Ａ.cn": "holds",
		strings.Repeat("A.", 1<<20): "longer", "[::1]": "port",
	} {
		fault := domainFault(bad)
		assert.Contains(t, fault.en, says, bad)
		assert.NotEmpty(t, fault.zh, bad)
		assert.Less(t, len(fault.en)+len(fault.zh), 1000)
	}
}

// The samples of RFC 3492, section 7.1, and of registries.
func TestPunycode(t *testing.T) {
	for given, want := range map[string]string{
		"例子.中国": "xn--fsqu00a.xn--fiqs8s", "bücher.example": "xn--bcher-kva.example", "a.cn": "a.cn",
		"他们为什么不说中文": "xn--ihqwcrb4cv8a8dqg056pqjye", "ليهمابتكلموشعربي؟": "xn--egbpdaj6bu4bxfgehfvwxn",
		"3年b組金八先生": "xn--3b-ww4c5e180e575a65lsy2b", "почемужеонинеговорятпорусски": "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l",
	} {
		assert.Equal(t, want, wireForm(given))
	}
}
