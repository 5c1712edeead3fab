// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"slices"
	"strings"
	"unicode"
)

// websiteName finds the first thing there is to say against a website's name, from what nobody may do to what is only for
// individuals. In Jiangsu an individual's website is called a personal blog or homepage of somebody, so such names have
// values of their own.
func websiteName(f *Fields, q *asked) string {
	name := fold(f.WebsiteName)
	if name == "" || q.region == "" {
		return ""
	}
	whose, blog := strings.CutSuffix(name, "的个人博客")
	home := false
	if !blog {
		whose, home = strings.CutSuffix(name, "的个人主页")
	}
	personal := (blog || home) && whose != ""
	if !personal {
		whose = name
	}
	switch {
	case itself(name, f):
		return "domain_itself"
	case han(name) < 3:
		return "too_short"
	case strings.ContainsFunc(name, special):
		return "special_characters"
	case has(name, strings.Fields(bannedWords)):
		return "banned_word"
	case begins(name, strings.Fields(statePrefixes)):
		return "state_prefix"
	case has(name, wordsOf(q.region)):
		return "province_word"
	case has(whose, strings.Fields(individualWords)):
		return "individual_word"
	case personal && home:
		return "personal_homepage"
	case personal && !has(whose, strings.Fields(approvalWords)):
		return "personal_blog"
	case has(name, strings.Fields(approvalWords)):
		return "approval_word"
	}
	return "fine"
}

// itself reports whether the name is a domain of the filing.
func itself(name string, f *Fields) bool {
	is := func(domain string) bool { return host(domain) == host(name) }
	return is(f.Domain) || slices.ContainsFunc(f.Domains, is)
}

func subjectName(f *Fields, _ *asked) string {
	switch name := fold(f.SubjectName); {
	case name == "":
		return ""
	case has(name, strings.Fields(lendingWords)):
		return "lending"
	}
	return "ordinary"
}

// han counts Chinese characters.
func han(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// special is everything that is no letter, no sign that belongs to one, and no digit.
func special(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }

func has(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func begins(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
