// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/internal/jsonwords"
)

// wording is what a person reads, a sentence or a part of one, in English and Chinese. It is an error too, so that who
// reads a part of a file can say what is wrong with that part.
type wording struct{ en, zh string }

// say words a sentence in both languages from the same arguments; one that has a text of its own in each language
// stands in either sentence in its language.
func say(en, zh string, args ...any) wording {
	var in [2][]any
	for i, lang := range [...]string{"en", "zh"} {
		for _, arg := range args {
			if worded, ok := arg.(interface{ Text(lang string) string }); ok {
				arg = worded.Text(lang)
			}
			in[i] = append(in[i], arg)
		}
	}
	return wording{fmt.Sprintf(en, in[0]...), fmt.Sprintf(zh, in[1]...)}
}

// wordingOf gives the words of an error in both languages, of several joined ones in a row; one that knows English only
// says the same in either.
func wordingOf(err error) wording {
	many, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return say("%v", "%v", err)
	}
	var all wording
	for i, one := range many.Unwrap() {
		w := wordingOf(one)
		if i > 0 {
			w = wording{"; " + w.en, "；" + w.zh}
		}
		all = wording{all.en + w.en, all.zh + w.zh}
	}
	return all
}

// because gives an error with these words and another one behind it, for errors.Is.
func (w wording) because(err error) error { return &caused{w, err} }

// caused is an error that comes of another one.
type caused struct {
	wording
	err error
}

// Unwrap gives what it comes of.
func (c *caused) Unwrap() error { return c.err }

// Error is the sentence in English.
func (w wording) Error() string { return w.en }

// Text is the sentence in "zh" or English.
func (w wording) Text(lang string) string { return inLang(lang, w.en, w.zh) }

// inLang picks the wording of a language; where there is no Chinese, the English.
func inLang(lang, en, zh string) string {
	if lang == "zh" && zh != "" {
		return zh
	}
	return en
}

// jsonError is an error of the JSON reader, in both languages and without words of Go.
func jsonError(err error) wording {
	en, zh := jsonwords.Of(err)
	return wording{en, zh}
}

// listed names several things in a row.
func listed(names []string) wording {
	return wording{strings.Join(names, ", "), strings.Join(names, "、")}
}
