// SPDX-License-Identifier: Apache-2.0

// Custom-rule is a host's own layer over the shipped policy: another provider with its app, its promise and its names.
//
//	go run ./examples/custom-rule
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	policy, err := layered()
	if err != nil {
		return err
	}
	for _, provider := range []string{"alibabacloud", "example_cloud"} {
		if err := explain(out, policy, provider); err != nil {
			return err
		}
	}
	return live(out, policy)
}

// explain says how a provider verifies in Guangdong, and by which rule.
func explain(out io.Writer, policy *rules.Policy, provider string) error {
	facts, err := policy.Case(map[string]string{
		"provider": provider, "region": "guangdong", "kind": "first_filing", "subject_kind": "individual", "upload_channel": "pc",
		"registered": "nowhere", "site": "china",
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, provider)
	for _, name := range []string{"verify_method", "preliminary_sla"} {
		decision, err := policy.FindDecision(name)
		if err != nil {
			return err
		}
		v, err := policy.Judge(decision, &facts, calendar.NewDate(2018, time.April, 4))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "  %s: %s, by rule %s of layer %s\n", name, policy.Text(decision, v.Value.String(), "en"), v.Rule, v.Layer)
	}
	return nil
}

// live lets a filing at the other provider run into its own rules.
func live(out io.Writer, policy *rules.Policy) error {
	machine, err := fsm.New(policy, calendar.China())
	if err != nil {
		return err
	}
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	h, err := host.New(machine, journal.NewMemory(), host.Options{Clock: func() time.Time { return now }})
	if err != nil {
		return err
	}
	for i, c := range []fsm.Command{
		fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "guangdong", SubjectKind: "individual", Provider: "example_cloud", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		fsm.Submit{},
		fsm.PassPreliminary{},
		fsm.UploadPhoto{Ref: "photo-1"},
	} {
		reply, err := h.Do(context.Background(), "s-1", fmt.Sprint("command-", i), c)
		var refusal *fsm.Refusal
		if errors.As(err, &refusal) {
			fmt.Fprintf(out, "%s\n%s\n", refusal.Text("en"), refusal.Text("zh"))
			continue
		}
		if err != nil {
			return err
		}
		f := &reply.Subject.Filing // what people read of it names its provider
		fmt.Fprintf(out, "%s: %s\n", c.Name(), machine.Status(f.Provider, f.State, "en"))
		for _, d := range f.Deadlines() {
			fmt.Fprintf(out, "  %s: %s\n", machine.DeadlineLabel(f.Provider, d.Name, "en"), d.Due.In(calendar.Zone()).Format("2006-01-02 15:04"))
		}
	}
	support, err := h.Support(context.Background(), "s-1", "zh")
	if err != nil {
		return err
	}
	fmt.Fprint(out, "\n", support)
	return nil
}
