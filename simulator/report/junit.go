// SPDX-License-Identifier: Apache-2.0

package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/simulator"
)

// JUnit writes the report as JUnit XML: a test case for each property, skipped if it was never asked, and a failure for
// each that was broken, with the story of its first filing and the line that replays it. With Strict a second suite has a
// case for each kind of thing to reach. There is no clock in it: times are zero. It keeps to the schema of Ant's JUnit
// task, the narrowest of those that build servers use.
func (p *Page) JUnit(w io.Writer) error {
	suites := []junitSuite{p.junitInvariants()}
	if p.Strict && p.Report.Coverage != nil {
		suites = append(suites, p.junitCoverage())
	}
	var out strings.Builder
	if err := p.Text(&out); err != nil {
		return err
	}
	suites[0].Out.Text = escaped(out.String())
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(junitSuites{Suites: suites}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (p *Page) junitSuite(name string, id int) junitSuite {
	return junitSuite{Name: name, ID: id, Package: "simulator", Timestamp: p.Report.From + "T00:00:00", Hostname: "simulated", Time: "0.000"}
}

func (p *Page) junitInvariants() junitSuite {
	r := p.Report
	suite := p.junitSuite("invariants", 0)
	suite.Properties = []junitProperty{
		{"spec", r.Spec},
		{"seed", strconv.FormatUint(r.Seed, 10)},
		{"filings", strconv.Itoa(r.Filings)},
		{"policy", r.Policy},
		{"calendar", r.Calendar},
		{"digest", r.Digest},
		{"plant", r.Plant},
		{"command", p.Command},
	}
	suite.Properties = slices.DeleteFunc(suite.Properties, func(x junitProperty) bool { return x.Value == "" })
	for _, name := range p.properties() {
		suite.add(p.junitCase(name))
	}
	if text := p.plantSlept(); text != "" {
		suite.add(junitCase{
			Name: clean("the planted fault " + r.Plant + " trips an invariant"), Class: "simulator", Time: "0.000",
			Failure: &junitFailure{Message: clean(text), Type: "plant", Text: escaped(text)},
		})
	}
	if r.Partial { // what was asked was not answered: no property, and an error to a build server
		suite.add(junitCase{
			Name: "the run came to its end", Class: "simulator", Time: "0.000",
			Error: &junitFailure{Message: clean(p.partial()), Type: "SIM-005", Text: escaped(p.partial())},
		})
	}
	return suite
}

// junitCoverage has a case for what must be asked, and one for each kind of thing to reach.
func (p *Page) junitCoverage() junitSuite {
	suite := p.junitSuite("coverage", 1)
	never := map[string][]string{"invariants": p.verdicts().Never}
	for _, z := range p.Report.Coverage.Zeros() {
		never[z.Dimension] = append(never[z.Dimension], z.Name)
	}
	for _, name := range []string{"invariants", "states", "rows", "rules", "faults", "situations"} {
		c := junitCase{Name: name, Class: "simulator.coverage", Time: "0.000"}
		if n := len(never[name]); n > 0 {
			message := p.text(fmt.Sprintf("%d never reached: ", n), fmt.Sprintf("%d 项未达：", n)) + p.some(never[name], mostNever)
			c.Failure = &junitFailure{Message: clean(message), Type: "SIM-041", Text: escaped(strings.Join(never[name], "\n"))}
		}
		suite.add(c)
	}
	return suite
}

// add appends a case and counts it.
func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

// properties lists what was asked: the invariants in their order, then a host's own by name.
func (p *Page) properties() (names []string) {
	for _, inv := range simulator.Invariants() {
		if _, asked := p.Report.Invariants[inv.Name]; asked {
			names = append(names, inv.Name)
		}
	}
	var others []string
	for name := range p.Report.Invariants {
		if !slices.Contains(names, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return append(names, others...)
}

func (p *Page) junitCase(name string) junitCase {
	what, source := p.why(name)
	c := junitCase{Name: clean(name), Class: "simulator.invariants", Time: "0.000"}
	n := p.Report.Broken[name]
	if n == 0 {
		if p.Report.Invariants[name] == 0 {
			c.Skipped = &junitSkipped{Message: p.text("never asked: no filing came to it", "从未检验：没有备案涉及")}
		}
		return c
	}
	message := p.text("broken by ", "违例：") + p.filings(n)
	var text []string
	if what != "" {
		text = append(text, what+" ("+source+")")
	}
	if v, found := p.first(name); found {
		message += p.text(fmt.Sprintf("; filing %d: ", v.Filing), fmt.Sprintf("；第 %d 号备案：", v.Filing)) + v.Text(p.Lang)
		text = append(text, p.text(fmt.Sprintf("filing %d: ", v.Filing), fmt.Sprintf("第 %d 号备案：", v.Filing))+v.Text(p.Lang))
		if p.Replay != nil {
			text = append(text, "", p.text("replay it with", "重放命令"), "  "+p.Replay(v.Filing))
		}
		if s := p.Stories[name]; s != nil {
			text = append(text, "")
			if note := p.shrunk(v, s); note != "" {
				text = append(text, note)
			}
			for _, l := range s.Lines {
				text = append(text, storyText(l))
			}
		}
	}
	c.Failure = &junitFailure{Message: clean(message), Type: clean(name), Text: escaped(strings.Join(text, "\n"))}
	return c
}

const stampLayout = "2006-01-02 15:04"

// storyText is one line of a story as plain text.
func storyText(l simulator.Line) string {
	switch {
	case l.Broken:
		return ">>> " + l.Text
	case l.At.IsZero():
		return strings.Repeat(" ", len(stampLayout)+3) + l.Text
	default:
		return l.At.Format(stampLayout) + " " + l.Text
	}
}

// clean leaves out what XML 1.0 has no way to write.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff || r == '\ufffd' {
			return '?'
		}
		return r
	}, s)
}

// escaped is text as XML holds it, with its lines as they are.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s))) // a strings.Builder gives no error
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

type junitText struct {
	Text string `xml:",innerxml"`
}

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Package    string          `xml:"package,attr"`
	ID         int             `xml:"id,attr"`
	Timestamp  string          `xml:"timestamp,attr"`
	Hostname   string          `xml:"hostname,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
	Out        junitText       `xml:"system-out"`
	Err        junitText       `xml:"system-err"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Time    string        `xml:"time,attr"`
	Skipped *junitSkipped `xml:"skipped"`
	Error   *junitFailure `xml:"error"`
	Failure *junitFailure `xml:"failure"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",innerxml"`
}
