// SPDX-License-Identifier: Apache-2.0

// Migration shows before a new policy is used which filings in progress it would judge otherwise, and then judges one
// of them again, by a command that stands in the journal.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	ctx, j := context.Background(), journal.NewMemory()
	current, err := open(j)
	if err != nil {
		return err
	}
	if err := live(current); err != nil {
		return err
	}
	next, err := open(j, "shanghai-ca-app") // the next policy: Shanghai's app is gone
	if err != nil {
		return err
	}
	if err := plan(ctx, out, next); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nbefore:", method(ctx, next, "s-2"))
	reply, err := next.Do(ctx, "s-2", "rejudge-2018-04-05", fsm.Rejudge{Reason: "app_suspended"})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "judged again: %d events\n", len(reply.Events))
	fmt.Fprintln(out, "after: ", method(ctx, next, "s-2"))
	fmt.Fprintln(out)
	return plan(ctx, out, next)
}

// open makes a host of the shipped policy without some rules.
func open(j journal.Journal, without ...string) (*host.Host, error) {
	policy, err := builtin.Policy().Without(without...)
	if err != nil {
		return nil, err
	}
	machine, err := fsm.New(policy, calendar.China())
	if err != nil {
		return nil, err
	}
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	return host.New(machine, j, host.Options{Clock: func() time.Time { return now }})
}

// plan asks about every filing in progress and changes nothing. On a file it is: icp fsm migrate.
func plan(ctx context.Context, out io.Writer, h *host.Host) error {
	desk := h.Desk()
	if err := desk.Follow(ctx); err != nil {
		return err
	}
	for _, m := range desk.Migrate(h.Machine()) {
		fmt.Fprintf(out, "%s %s (%s): %s%s\n", m.Subject, m.Filing, m.State, m.Outcome, m.Why)
		for i, from := range m.From {
			fmt.Fprintf(out, "  %s: %s → %s, by rule %s\n", from.Decision, from.Value, m.To[i].Value, m.To[i].Rule)
		}
	}
	return nil
}

func method(ctx context.Context, h *host.Host, subject string) string {
	s, err := h.Subject(ctx, subject)
	if err != nil {
		return err.Error()
	}
	v, _ := s.Filing.Verdict("verify_method")
	return v.Value
}

// live submits a filing in Beijing and one in Shanghai.
func live(h *host.Host) error {
	for i, region := range []string{"beijing", "shanghai"} {
		for n, c := range []fsm.Command{
			fsm.Open{
				ID: fmt.Sprint("f-", i+1), Kind: fsm.FirstFiling, Region: region, SubjectKind: "individual", Account: "a-1",
				SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
				Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
			},
			fsm.Attach{Document: "identity_document", Ref: "scan-1"},
			fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
			fsm.Submit{},
		} {
			if _, err := h.Do(context.Background(), fmt.Sprint("s-", i+1), fmt.Sprint("command-", n), c); err != nil {
				return err
			}
		}
	}
	return nil
}
