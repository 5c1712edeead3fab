// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/icpfiling/icp/internal/inert"
)

// texts checks what is written for people. It is shown on terminals and web pages and in tables: a character that steers
// them, or turns the direction of writing, hides what the policy says. Line feeds and tabs are plain.
func (c *checker) texts() {
	for i := range c.a.Facts {
		f, path := &c.a.Facts[i], "facts/"+strconv.Itoa(i)
		c.plain(path, "about", f.About.En, f.About.Zh)
		c.labels(path+"/values", f.Values)
	}
	for i := range c.a.Decisions {
		d, path := &c.a.Decisions[i], "decisions/"+strconv.Itoa(i)
		c.plain(path, "about", d.About.En, d.About.Zh)
		c.plain(path, "unit", d.Unit)
		c.labels(path+"/values", d.Values)
	}
	for i := range c.a.Switches {
		c.plain("switches/"+strconv.Itoa(i), "about", c.a.Switches[i].About.En, c.a.Switches[i].About.Zh)
	}
	for i := range c.a.Rules {
		r, path := &c.a.Rules[i], "rules/"+strconv.Itoa(i)
		c.plain(path+"/why", "why", r.Why.En, r.Why.Zh)
		for k := range r.Sources {
			s := &r.Sources[k]
			c.plain(path+"/source/"+strconv.Itoa(k), "source", s.ID, s.Title, s.URL, s.Seen, s.Quote, s.Says)
		}
	}
}

func (c *checker) labels(path string, values []Named) {
	for i := range values {
		v := &values[i]
		c.plain(path+"/"+strconv.Itoa(i), v.Name, v.Label.En, v.Label.Zh)
		c.plain(path+"/"+strconv.Itoa(i), v.Name, v.Aliases...)
	}
}

// plain notes the first character of a text that may not stand in one.
func (c *checker) plain(path, what string, texts ...string) {
	for _, text := range texts {
		if sign := Steering(text); sign != "" {
			c.add(path, "text", Say(
				"%s holds the character %s, which steers what shows it; remove it", "%s 含有会影响显示的字符 %s；请删去", what, sign))
			return
		}
	}
}

// Steering gives the first character of a text that may not stand in one, as U+202E; "" where there is none: controls, what
// turns the direction of writing or breaks lines unseen, and what is no text.
func Steering(text string) string {
	i := strings.IndexFunc(text, Steers)
	if i < 0 {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return fmt.Sprintf("U+%04X", r)
}

// Steers reports whether a character may not stand in a text.
func Steers(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r == '\n', r == '\t', r >= 0x3000 && r < 0xd800: // most of what is written
		return false
	}
	return inert.Steers(r)
}
