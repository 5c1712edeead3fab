// SPDX-License-Identifier: Apache-2.0

package templates

import (
	"errors"
	"fmt"
	html "html/template"
	"maps"
	"slices"
	"strings"

	"github.com/icpfiling/icp/notify"
)

// pages are the pages of one language. Showing one escapes the definitions, which cannot be
// added to after that, so the source is kept beside them.
type pages struct{ source, escaped *html.Template }

func pagesOf(source *html.Template) (pages, error) {
	escaped, err := source.Clone()
	return pages{source, escaped}, err
}

// WithHTML gives a set in which a language's pages are replaced or added to by those in text,
// and checks the whole of it. Pages are html/template definitions: layout.html is the page
// around every mail, topic.html the body of one topic where the escaped text is not enough.
// Everything a page shows of [Data] is escaped where it stands. A page that cannot be read,
// or does not come out clean, is the error NTF-053; s stays as it was.
func (s *Set) WithHTML(lang, text string) (*Set, error) {
	if err := acceptable(lang, text); err != nil {
		return nil, err
	}
	page, err := s.pages[lang].source.Clone()
	if err == nil {
		_, err = page.Parse(text)
	}
	if err != nil {
		return nil, fmt.Errorf("NTF-053: the pages in %s cannot be read: %w; correct the template", lang, err)
	}
	next := &Set{lang: s.lang, pages: maps.Clone(s.pages), topics: slices.Clone(s.topics)}
	if next.pages[lang], err = pagesOf(page); err != nil {
		return nil, fmt.Errorf("NTF-053: the pages in %s cannot be read: %w; correct the template", lang, err)
	}
	if faults := next.checkPages(lang); len(faults) > 0 {
		return nil, fmt.Errorf("NTF-053: the pages are not clean: %s; correct these definitions", strings.Join(faults, ", "))
	}
	return next, nil
}

// HTML words a notice as a page: the part of a mail beside its text. Like [Set.Render] it
// takes English for what is missing in lang, and proof is the link a contact verifies with.
// A topic without texts is the error NTF-051, a page that cannot be rendered for the notice NTF-052.
func (s *Set) HTML(n notify.Notice, lang, proof string) (string, error) {
	lang, err := s.langOf(n.Topic, lang)
	if err != nil {
		return "", err
	}
	data := dataOf(n, notify.ChannelEmail, lang, proof)
	if data.Subject, err = execute(s.lang[lang], n.Topic+".subject", data); err != nil {
		return "", err
	}
	data.Subject = oneLine(data.Subject)
	if data.Body, err = execute(s.lang[lang], n.Topic+".body", data); err != nil {
		return "", err
	}
	page := s.pages[lang].escaped
	var b strings.Builder
	if page.Lookup(n.Topic+".html") != nil {
		if err := page.ExecuteTemplate(&b, n.Topic+".html", data); err != nil {
			return "", fmt.Errorf("NTF-052: the page %s.html cannot be rendered: %w; correct the template", n.Topic, err)
		}
		data.Page = html.HTML(b.String()) // escaped by the template that made it
		b.Reset()
	}
	if err := page.ExecuteTemplate(&b, "layout.html", data); err != nil {
		return "", fmt.Errorf("NTF-052: the page layout.html cannot be rendered: %w; correct the template", err)
	}
	return b.String(), nil
}

// longestPage is the most bytes a page may take on the samples: mail readers cut longer ones.
const longestPage = 64 << 10

func (s *Set) checkPages(lang string) []string {
	var faults []string
	for _, topic := range s.topics {
		if s.lang[lang] == nil || s.lang[lang].Lookup(topic+".body") == nil {
			continue
		}
		for _, n := range samples(topic) {
			if err := s.checkPage(n, lang); err != nil {
				faults = append(faults, fmt.Sprintf("%s, %s: %v", lang, topic, err))
				break
			}
		}
	}
	return faults
}

func (s *Set) checkPage(n notify.Notice, lang string) error {
	page, err := s.HTML(n, lang, sampleLink)
	switch {
	case err != nil:
		return err
	case len(page) > longestPage:
		return fmt.Errorf("the page takes more than %d bytes", longestPage)
	case strings.ContainsFunc(page, hidden):
		return errors.New("the page holds control characters")
	case strings.Contains(page, "ZgotmplZ"):
		return errors.New("the page shows something where it cannot be shown safely")
	case strings.Contains(strings.ToLower(page), "<script"):
		return errors.New("mail readers run no scripts")
	case n.Topic == notify.TopicContactVerification && !strings.Contains(page, sampleLink):
		return errors.New("the link to verify by is missing")
	}
	return nil
}
