// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"strings"
)

// wording is a part of a sentence in English and Chinese.
type wording struct{ en, zh string }

// say words it in both languages from the same arguments, in the order of the English; a wording among them stands
// in either sentence in its language.
func say(en, zh string, args ...any) wording {
	inEnglish, inChinese := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		inEnglish[i], inChinese[i] = arg, arg
		switch x := arg.(type) {
		case wording:
			inEnglish[i], inChinese[i] = x.en, x.zh
		case Date:
			if x.IsZero() {
				inChinese[i] = "无日期"
			}
		}
	}
	return wording{fmt.Sprintf(en, inEnglish...), fmt.Sprintf(zh, inChinese...)}
}

// same is what reads the same in both languages: a number, a name, what somebody wrote.
func same(text string) wording { return wording{text, text} }

// listed names several things in a row; the empty name of nothing is left out.
func listed(names []string) wording {
	if len(names) > 0 && names[0] == "" {
		names = names[1:]
	}
	return wording{strings.Join(names, ", "), strings.Join(names, "、")}
}

// weekdayOf names the day of the week.
func weekdayOf(d Date) wording { return wording{d.Weekday().String(), weekdays[d.Weekday()]} }

// spanOf words the days from one to another, both included.
func spanOf(first, last Date) wording { return say("%s to %s", "%s 至 %s", first, last) }

// inFile is an error about a file as a whole.
func inFile(file, code string, where, what, next wording) *InputError {
	e := inputError(code, where, what, next)
	e.File = file
	return e
}

// inputError is an error about no file, or about one that is named later.
func inputError(code string, where, what, next wording) *InputError {
	return &InputError{
		Code: code, Where: where.en, What: what.en, Next: next.en, WhereZH: where.zh, WhatZH: what.zh, NextZH: next.zh,
	}
}
