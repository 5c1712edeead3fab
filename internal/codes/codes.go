// SPDX-License-Identifier: Apache-2.0

// Package codes has one text for each error code of this module, in English and Chinese: what it says and what to do next.
//
// Most callers want [Groups]. The page fsm/CODES.md and the command icp explain are made of it; package docs holds it to the
// source.
package codes

import (
	_ "embed"
	"strings"
)

// Group are the codes of one part of the module.
type Group struct {
	Prefix                         string // "FSM"
	Title, About, TitleZH, AboutZH string
	Codes                          []Code
}

// Code is what an error or refusal with this code says. … stands for what the error names.
type Code struct {
	Code   string // "FSM-043"
	From   string // the key of a refusal, or what fails with it, with the marks of Markdown
	What   string
	Next   string
	WhatZH string
	NextZH string
}

//go:embed codes.txt
var text string

// Groups gives every code, in the order of the page.
func Groups() (list []Group) {
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		line := strings.Split(block, "\n")
		name, from, _ := strings.Cut(line[0], " ")
		if name == "#" {
			list = append(list, Group{Prefix: from, Title: line[1], About: line[2], TitleZH: line[3], AboutZH: line[4]})
			continue
		}
		last := &list[len(list)-1]
		last.Codes = append(last.Codes, Code{name, from, line[1], line[2], line[3], line[4]})
	}
	return list
}
