// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"errors"
	"io/fs"
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
)

const langFlag = "lang"

// langs are the languages the command line speaks.
func langs() []string { return []string{"en", "zh"} }

// said words a sentence in both languages from the same arguments; an error among them stands in either in its language, and
// behind the sentence.
func said(en, zh string, args ...any) error {
	words := worded.Say(en, zh, args...)
	for _, arg := range args {
		if err, ok := arg.(error); ok {
			return words.Because(err)
		}
	}
	return words
}

// wordedError is an error with words in both languages, as ours are.
type wordedError interface {
	error
	Text(lang string) string
}

// errorText is an error in the language of the run, if it has its words in both; joined ones have a line each.
func (a *app) errorText(err error) string {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range many.Unwrap() {
			lines = append(lines, a.errorText(one))
		}
		return strings.Join(lines, "\n")
	}
	if worded, ok := err.(wordedError); ok {
		return worded.Text(a.lang)
	}
	if worded, ok := errors.AsType[wordedError](err); ok && a.lang != "en" {
		return worded.Text(a.lang) // without the English around it
	}
	if _, ok := err.(*fs.PathError); ok {
		return a.whyFile(err)
	}
	return err.Error()
}

// worded ends a run with an error in its language; one with an exit code of its own keeps it.
func (a *app) worded(err error) error {
	if _, ok := errors.AsType[*exitError](err); ok {
		return err
	}
	return failf(exitUnanswered, "%s", a.errorText(err))
}

// errorOf leads an error with what it is about, a file most often, in the language of the run.
func (a *app) errorOf(name string, err error) error {
	if _, told := errors.AsType[*exitError](err); told {
		return err // it names what it is about
	}
	return failf(exitUnanswered, "%s%s%s", name, a.text(": ", "："), a.errorText(err))
}

// chooseLang decides the language before the commands are built, because their help texts need it: --lang first,
// then LC_ALL, LC_MESSAGES and LANG in the order POSIX gives them. A wrong --lang is reported later, where flags
// are parsed.
func chooseLang(args []string, env func(string) string) string {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		value, ok := strings.CutPrefix(arg, "--"+langFlag+"=")
		if arg == "--"+langFlag && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && (value == "en" || value == "zh") {
			return value
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := env(name); locale != "" {
			return cmp.Or(tongue.Of(locale), "en")
		}
	}
	return "en"
}
