// SPDX-License-Identifier: Apache-2.0

// Audit proves from the journal alone what happened to a subject, when, by which rule, and that nobody changed it.
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
	j := journal.NewMemory()
	if err := live(j); err != nil {
		return err
	}
	report, err := j.Verify(context.Background()) // every stream's chain of hashes
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "streams: %d, records: %d, every one as it was written\n\n", report.Streams, report.Records)
	records, err := j.Load(context.Background(), "subject/s-1", 0)
	if err != nil {
		return err
	}
	s, err := tell(out, records)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nreplayed: version %d, %s\n", s.Version, s.Filing.State.Status("en"))

	// Keep the last hash of a stream elsewhere as well, and cutting records off its end shows too.
	fmt.Fprintln(out, "\nfirst record that does not fit:", broken(records))
	forged := append([]journal.Stored(nil), records...)
	forged[4].Data = []byte(`{"command":"submit"}`)
	fmt.Fprintln(out, "first record that does not fit, after somebody changed record 5:", broken(forged))
	return nil
}

// tell prints the story of a subject and replays it.
func tell(out io.Writer, records []journal.Stored) (fsm.Subject, error) {
	s := fsm.Subject{ID: "s-1"}
	command := ""
	for _, r := range records {
		e, err := fsm.Decode(r.Type, r.Schema, r.Data)
		if err != nil {
			return s, err // foreign or damaged: nothing is skipped
		}
		s = fsm.Evolve(s, e)
		if r.CommandID != command {
			command = r.CommandID
			fmt.Fprintf(out, "%s  %s (%s), command %s\n",
				e.At.In(calendar.Zone()).Format("2006-01-02 15:04"), e.Command.Label("en"), e.Command.Actor().Label("en"), command)
		}
		fmt.Fprintf(out, "  %2d %s%s\n", r.Version, e.Type, detail(e))
	}
	return s, nil
}

func detail(e fsm.Event) (text string) {
	if e.From != e.To {
		text += fmt.Sprintf(": %s → %s", e.From, e.To)
	}
	if e.Value != "" {
		text += ": " + e.Value
	}
	if d := e.Deadline; d.Name != fsm.DeadlineNone {
		text += fmt.Sprintf(": %s, %s", d.Name, d.Due.In(calendar.Zone()).Format("2006-01-02 15:04"))
	}
	for _, v := range e.Verdicts {
		if v.Decision == "verify_method" || v.Decision == "preliminary_sla" || v.Decision == "authority_range" {
			text += fmt.Sprintf("\n       %s = %s by rule %s", v.Decision, v.Value, v.Rule)
		}
	}
	return text
}

// broken gives the version of the first record that does not follow from the ones before; 0: all do.
func broken(records []journal.Stored) uint64 {
	var before [32]byte
	for _, r := range records {
		if r.Link(before) != r.Hash {
			return r.Version
		}
		before = r.Hash
	}
	return 0
}

// live lets a filing happen.
func live(j journal.Journal) error {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	h, err := host.New(machine, j, host.Options{Clock: func() time.Time { return now }})
	if err != nil {
		return err
	}
	for i, c := range []fsm.Command{
		fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "shanghai", SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-2"},
		fsm.Submit{},
		fsm.PassPreliminary{},
		fsm.AppVerify{App: "shanghai_ca_app"},
		fsm.PassPhoto{},
		fsm.SubmitToAuthority{},
	} {
		if _, err := h.Do(context.Background(), "s-1", fmt.Sprint("command-", i), c); err != nil {
			return err
		}
		now = now.Add(40 * time.Minute)
	}
	return nil
}
