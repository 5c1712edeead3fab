// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"slices"
	"strconv"
	"strings"
)

// many is a count as a fact: the highest number stands for all beyond it.
func many(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(min(n, maxMany))
}

// inOrder counts the different domains of the filing.
func inOrder(f *Fields, _ *asked) string { return many(len(different(f.Domains, host))) }

// prefixes counts the different names before the endings of its domains: example.com and example.cn have one.
func prefixes(f *Fields, _ *asked) string { return many(len(different(f.Domains, prefix))) }

func ofSubject(f *Fields, _ *asked) string { return many(f.DomainsOfSubject) }

func sitesOfSubject(f *Fields, _ *asked) string { return many(f.WebsitesOfSubject) }

// different lists what a list is made of under some reading, each once; what reads as nothing is left out.
func different(list []string, read func(string) string) []string {
	var out []string
	for _, s := range list {
		if s = read(s); s != "" {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// host is a domain as it is compared: folded, with the dots of Chinese keyboards, without a dot at its ends.
func host(domain string) string {
	labels := strings.FieldsFunc(domain, func(r rune) bool { return r == '.' || r == '。' || r == '｡' || r == '．' })
	for i := range labels {
		labels[i] = fold(labels[i])
	}
	return strings.Join(labels, ".")
}

// prefix is the label before the ending of a domain, which under cn may have two: com.cn, bj.cn.
func prefix(domain string) string {
	labels := strings.Split(host(domain), ".")
	n := len(labels)
	if n < 2 {
		return labels[0]
	}
	if n > 2 && labels[n-1] == "cn" && slices.Contains(strings.Fields(underCN), labels[n-2]) {
		n--
	}
	return labels[n-2]
}

const underCN = "ac com edu gov mil net org bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj tw hk mo"
