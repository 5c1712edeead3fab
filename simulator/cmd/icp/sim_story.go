// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/icpfiling/icp/simulator"
)

// tellFiling prints the journal of one filing.
func (a *app) tellFiling(f *simFlags, o simulator.Options) error {
	s, err := simulator.Tell(o, f.only.filing, a.lang)
	if err != nil {
		return a.simError(err)
	}
	kept, lost := a.keepCases(f.cases, o, s.Violations)
	f.kept = kept
	if f.format.String() == "json" {
		err = a.writeJSON(storyJSON(s))
	} else if err = a.printStory(a.filingHead(o, s), s); err == nil {
		err = a.printCases(s, f.kept)
	}
	if err == nil {
		err = lost
	}
	if err == nil && len(s.Violations) > 0 {
		return exitWith(exitFindings)
	}
	return err
}

// filingHead is the title of a story of a filing that was drawn.
func (a *app) filingHead(o simulator.Options, s *simulator.Story) string {
	region := a.regionOf(o, s)
	return a.text(
		fmt.Sprintf("filing %d of seed %d: %s in %s", s.Filing, s.Seed, s.Kind.Label("en"), region),
		fmt.Sprintf("种子 %[2]d 的第 %[1]d 号备案：%[3]s，%[4]s", s.Filing, s.Seed, region, s.Kind.Label("zh")))
}

func (a *app) regionOf(o simulator.Options, s *simulator.Story) string {
	if fact, ok := o.Policy.Fact("region"); ok && s.Region != "" {
		return fact.Label(s.Region, a.lang)
	}
	return s.Region
}

func (a *app) printStory(head string, s *simulator.Story) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", head)
	for _, l := range s.Lines {
		a.storyLine(&b, l)
	}
	fmt.Fprintf(&b, "\n%s%s (%s)\n", a.text("outcome: ", "结果："), s.Status(), s.Outcome)
	for _, v := range s.Violations {
		for _, text := range wrapped(a.text("broken: ", "违例：")+v.Invariant+a.text(": ", "：")+v.Text(a.lang), storyWidth) {
			fmt.Fprintf(&b, "%s\n", a.style(styleError, text))
		}
	}
	fmt.Fprintf(&b, "%s\n", a.style(styleDim, a.text("digest ", "摘要 ")+s.Digest))
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// printCases names the case files that were written.
func (a *app) printCases(s *simulator.Story, kept map[string]string) error {
	for _, v := range s.Violations {
		if path := kept[v.Invariant]; path != "" {
			if _, err := fmt.Fprintln(a.stdout, a.text("kept ", "已保存 ")+path); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	stampLayout = "2006-01-02 15:04"
	storyWidth  = 80
)

func (a *app) storyLine(b *strings.Builder, l simulator.Line) {
	head, indent := "", len(stampLayout)+2
	if !l.At.IsZero() {
		head = l.At.Format(stampLayout)
	} else {
		indent += 2
	}
	style := style("")
	switch {
	case l.Broken:
		head, style = ">>>", styleError
	case l.Refused, l.Fault:
		style = styleWarn
	case l.At.IsZero():
		style = styleDim
	}
	for i, part := range wrapped(l.Text, storyWidth-indent) {
		if i > 0 {
			head = ""
		}
		text := part
		if style != "" {
			text = a.style(style, part)
		}
		fmt.Fprintf(b, "%-*s%s\n", indent, head, text)
	}
}

// wrapped breaks text at blanks, and between Chinese characters, into lines of at most width cells.
func wrapped(text string, width int) []string {
	var lines []string
	var line strings.Builder
	cells := 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		cells = 0
	}
	for _, word := range words(text) {
		w := runewidth.StringWidth(word)
		if cells > 0 && cells+runewidth.StringWidth(strings.TrimRight(word, " ")) > width {
			flush()
		}
		line.WriteString(word)
		cells += w
	}
	flush()
	return lines
}

// words cuts text behind every blank and every wide character that opens nothing and that no punctuation follows.
func words(text string) []string {
	var list []string
	start := 0
	runes := []rune(text)
	for i, r := range runes {
		next := rune(0)
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if r == ' ' || runewidth.RuneWidth(r) == 2 && !strings.ContainsRune("，。；：、）”〕》？！", next) && !strings.ContainsRune("（〔《“", r) {
			list = append(list, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return append(list, string(runes[start:]))
}

// storyLines is the story as plain lines.
func storyLines(s *simulator.Story) []string {
	var list []string
	for _, l := range s.Lines {
		switch {
		case l.Broken:
			list = append(list, ">>> "+l.Text)
		case l.At.IsZero():
			list = append(list, "  "+l.Text)
		default:
			list = append(list, l.At.Format(stampLayout)+" "+l.Text)
		}
	}
	return list
}
