// SPDX-License-Identifier: Apache-2.0

// Package worded has sentences, and parts of them, in English and Chinese, and errors made of them.
package worded

import (
	"fmt"

	"github.com/icpfiling/icp/internal/tongue"
)

// Words say the same in both languages. They are an error too, so that who reads a part of a file can say what is wrong
// with that part.
type Words struct{ EN, ZH string }

// Text is the sentence in "zh" or English; where there is no Chinese, the English.
func (w Words) Text(lang string) string {
	if tongue.IsChinese(lang) && w.ZH != "" {
		return w.ZH
	}
	return w.EN
}

// Error is the sentence in English.
func (w Words) Error() string { return w.EN }

// Say words a sentence in both languages from the same arguments, in the order of the English. An argument that has a text
// of its own in each language, as Words have, stands in either sentence in its language.
func Say(en, zh string, args ...any) Words {
	inEnglish, inChinese := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		inEnglish[i], inChinese[i] = arg, arg
		if worded, ok := arg.(interface{ Text(lang string) string }); ok {
			inEnglish[i], inChinese[i] = worded.Text("en"), worded.Text("zh")
		}
	}
	return Words{fmt.Sprintf(en, inEnglish...), fmt.Sprintf(zh, inChinese...)}
}

// Of gives the words of an error in both languages, of several joined ones in a row; one that knows English only says the
// same in either.
func Of(err error) Words {
	many, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return Say("%v", "%v", err)
	}
	var all Words
	for i, one := range many.Unwrap() {
		w := Of(one)
		if i > 0 {
			w = Words{"; " + w.EN, "；" + w.ZH}
		}
		all = Words{all.EN + w.EN, all.ZH + w.ZH}
	}
	return all
}

// Because gives an error with these words and another one behind it, for errors.Is and errors.As.
func (w Words) Because(cause error) error { return &caused{w, cause} }

// caused is an error that comes of another one.
type caused struct {
	Words
	cause error
}

// Unwrap gives what it comes of.
func (c *caused) Unwrap() error { return c.cause }
