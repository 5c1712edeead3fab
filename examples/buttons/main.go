// SPDX-License-Identifier: Apache-2.0

// Buttons prints what a user interface shows of a filing: every button, whether it can be pressed, and why not.
//
//	go run ./examples/buttons [-lang en|zh] [-format text|json]
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	lang := flag.String("lang", "en", "language: en or zh")
	format := flag.String("format", "text", "text or json")
	flag.Parse()
	if err := run(os.Stdout, *lang, *format); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer, lang, format string) error {
	if (lang != "en" && lang != "zh") || (format != "text" && format != "json") {
		return fmt.Errorf("there is no -lang %q with -format %q; use en or zh, and text or json", lang, format)
	}
	h, err := halfway()
	if err != nil {
		return err
	}
	actions, err := h.Actions(context.Background(), "s-1")
	if err != nil {
		return err
	}
	var list []button
	for _, a := range actions {
		if a.Actor == fsm.Applicant || a.Actor == fsm.WebsiteAdministrator { // the others' buttons stand in their own views
			list = append(list, newButton(a, lang))
		}
	}
	if format == "json" {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(list)
	}
	for _, b := range list {
		fmt.Fprintln(out, b)
	}
	return nil
}

// button is what a page needs to draw one.
type button struct {
	Command string   `json:"command"`
	Label   string   `json:"label"`
	Who     string   `json:"who"`
	Enabled bool     `json:"enabled"`
	Form    bool     `json:"form,omitempty"` // it asks for something first: a reason, a file
	Why     []reason `json:"why,omitempty"`
	Missing []string `json:"missing_documents,omitempty"`
	Due     string   `json:"due,omitempty"`
}

type reason struct {
	Code   string `json:"code"`
	What   string `json:"what"`
	Remedy string `json:"remedy"`
	Source string `json:"source,omitempty"`
}

func newButton(a fsm.Action, lang string) button {
	b := button{
		Command: a.Command.String(), Label: a.Command.Label(lang), Who: a.Actor.Label(lang), Enabled: a.Allowed, Form: a.Input,
		Missing: a.Missing,
	}
	for _, r := range a.Reasons {
		b.Why = append(b.Why, reason{r.Code(), r.What(lang), r.Remedy(lang), r.Source()})
	}
	if d := a.Deadline; d != nil && !d.Pending {
		b.Due = d.Due.Format(time.RFC3339)
	}
	return b
}

// String is the button as a line of text: [x] can be pressed, [ ] cannot.
func (b button) String() string {
	box, more := "[ ]", ""
	if b.Enabled {
		box = "[x]"
	}
	if b.Form && b.Enabled {
		more = " …"
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s%s", box, b.Label, more)
	for _, r := range b.Why {
		fmt.Fprintf(&text, "\n      %s %s → %s", r.Code, r.What, r.Remedy)
	}
	return text.String()
}

// halfway is a host with a filing in Guangdong that lacks a document.
func halfway() (*host.Host, error) {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return nil, err
	}
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	h, err := host.New(machine, journal.NewMemory(), host.Options{Clock: func() time.Time { return now }})
	if err != nil {
		return nil, err
	}
	for i, c := range []fsm.Command{
		fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "guangdong", SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
	} {
		if _, err := h.Do(context.Background(), "s-1", fmt.Sprint("command-", i), c); err != nil {
			return nil, err
		}
	}
	return h, nil
}
