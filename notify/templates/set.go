// SPDX-License-Identifier: Apache-2.0

package templates

import (
	"embed"
	"errors"
	"fmt"
	html "html/template"
	"slices"
	"strings"
	"sync"
	"text/template"

	"github.com/icpfiling/icp/internal/inert"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
)

//go:embed texts/en.tmpl texts/zh.tmpl texts/en.html.tmpl texts/zh.html.tmpl
var files embed.FS

// Set is a complete set of texts, checked when it was made. It is immutable and safe for
// concurrent use.
type Set struct {
	lang   map[string]*template.Template
	pages  map[string]pages
	topics []string
}

// langs are the languages every set has.
var langs = [...]string{"en", "zh"}

// Builtin gives the shipped texts: every topic of package notify in English and Chinese.
func Builtin() *Set { return builtin() }

var builtin = sync.OnceValue(func() *Set {
	s := &Set{lang: map[string]*template.Template{}, pages: map[string]pages{}, topics: Topics()}
	for _, lang := range langs {
		page, missing := files.ReadFile("texts/" + lang + ".html.tmpl")
		shipped, wrong := pagesOf(html.Must(html.New(lang).Option("missingkey=error").Parse(string(page))))
		s.pages[lang] = shipped
		text, err := files.ReadFile("texts/" + lang + ".tmpl")
		if err == nil {
			s, err = s.With(lang, string(text))
		}
		if err = errors.Join(missing, wrong, err); err != nil {
			panic(err) // the shipped texts are tested
		}
	}
	return s
})

// With gives a set in which a language's definitions are replaced or added to by those in
// text, and checks the whole of it. Definitions that do not parse, or do not render cleanly
// for some topic, language and channel, are the error NTF-050; s stays as it was.
func (s *Set) With(lang, text string) (*Set, error) {
	if err := acceptable(lang, text); err != nil {
		return nil, err
	}
	next := &Set{lang: map[string]*template.Template{}, pages: s.pages, topics: slices.Clone(s.topics)}
	for l, t := range s.lang {
		if l != lang {
			next.lang[l] = t
			continue
		}
		clone, err := t.Clone()
		if err != nil {
			return nil, fmt.Errorf("NTF-050: the texts in %s cannot be extended: %w; start from Builtin", lang, err)
		}
		next.lang[l] = clone
	}
	if next.lang[lang] == nil {
		next.lang[lang] = template.New(lang).Option("missingkey=error")
	}
	if _, err := next.lang[lang].Parse(text); err != nil {
		return nil, fmt.Errorf("NTF-050: the texts in %s cannot be read: %w; correct the template", lang, err)
	}
	next.learn(lang)
	if err := next.check(lang); err != nil {
		return nil, err
	}
	return next, nil
}

// acceptable looks at what is to be read before reading it.
func acceptable(lang, text string) error {
	if !slices.Contains(langs[:], lang) {
		return fmt.Errorf("NTF-050: there are no texts in %q; use en or zh", lang)
	}
	if len(text) > maxText {
		return fmt.Errorf("NTF-050: %d bytes of texts, at most %d are read; split what is not needed off", len(text), maxText)
	}
	return nil
}

// learn adds the topics a host has defined.
func (s *Set) learn(lang string) {
	for _, t := range s.lang[lang].Templates() {
		topic, part, found := strings.Cut(t.Name(), ".")
		if found && part == "subject" && !slices.Contains(s.topics, topic) {
			s.topics = append(s.topics, topic)
		}
	}
	slices.Sort(s.topics)
}

// maxText bounds the texts of one language.
const maxText = 1 << 20

// Render words a notice for a channel: subject (one line; "" for a text message) and text.
// lang is "en" or "zh", or a name that means one of them; a text in another language, or missing in it, is taken in English.
// proof is what a contact verifies with, a link by e-mail and a code by text message, "" for
// none. A topic without texts is the error NTF-051.
func (s *Set) Render(n notify.Notice, ch notify.Channel, lang, proof string) (subject, text string, err error) {
	lang, err = s.langOf(n.Topic, lang)
	if err != nil {
		return "", "", err
	}
	t := s.lang[lang]
	data := dataOf(n, ch, lang, proof)
	body := n.Topic + ".body"
	if ch == notify.ChannelSMS && t.Lookup(n.Topic+".sms") != nil {
		body = n.Topic + ".sms"
	}
	if data.Body, err = execute(t, body, data); err != nil {
		return "", "", err
	}
	if ch != notify.ChannelSMS {
		if subject, err = execute(t, n.Topic+".subject", data); err != nil {
			return "", "", err
		}
		subject = oneLine(subject)
	}
	text, err = execute(t, "layout."+ch.String(), data)
	return subject, text, err
}

// langOf is the language a topic is worded in: the one that is asked for, or English. A topic without texts is NTF-051.
func (s *Set) langOf(topic, lang string) (string, error) {
	lang = tongue.Of(lang)
	if s.lang[lang] == nil || s.lang[lang].Lookup(topic+".body") == nil {
		lang = "en"
	}
	if t := s.lang[lang]; t.Lookup(topic+".subject") == nil || t.Lookup(topic+".body") == nil {
		return "", fmt.Errorf("NTF-051: there is no text for the topic %q; add %s.subject and %s.body with Set.With", topic, topic, topic)
	}
	return lang, nil
}

func execute(t *template.Template, name string, data Data) (string, error) {
	var b strings.Builder
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("NTF-052: the text %s cannot be rendered: %w; correct the template", name, err)
	}
	return b.String(), nil
}

// oneLine makes every run of spaces and control characters one space.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if inert.Steers(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
