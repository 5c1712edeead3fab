// SPDX-License-Identifier: Apache-2.0

// Derived compares what the host alone may see (who holds a domain, when a card expires, how a website is called) and gives
// the machine the results, which the policy judges with the submission. The fields stay here.
//
//	go run ./examples/derived
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/derive"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// form is what the applicant entered: kept in the host's own tables, and nowhere else.
func form(holder, name string) *derive.Fields {
	wang := derive.Person{
		Name: "王小明", IDNumber: "310101199001010017", Born: calendar.NewDate(1990, time.January, 1),
		IDExpires: calendar.NewDate(2026, time.May, 1), Home: "上海市黄浦区某路1号", MobileRegion: "shanghai",
	}
	return &derive.Fields{
		At: calendar.NewDate(2019, time.March, 1), SubjectName: "某某（上海）科技有限公司",
		LegalRepresentative: wang, SubjectAdministrator: wang, WebsiteAdministrator: wang, Shareholders: []string{"李雷"},
		WebsiteName: name, Domain: "example.cn", DomainHolder: holder, DomainExpires: calendar.NewDate(2021, time.June, 1),
		Domains: []string{"example.cn"}, DomainsOfSubject: 1, WebsitesOfSubject: 1,
	}
}

// office is the host with the one filing of this story.
type office struct {
	machine *fsm.Machine
	host    *host.Host
	now     time.Time
	out     io.Writer
	done    int // commands
}

func run(out io.Writer) error {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	o := &office{machine: machine, now: time.Date(2019, 3, 1, 10, 0, 0, 0, calendar.Zone()), out: out}
	o.host, err = host.New(machine, journal.NewMemory(), host.Options{Clock: func() time.Time { return o.now }})
	if err != nil {
		return err
	}
	if err := o.prepare(); err != nil {
		return err
	}
	// Somebody holds the domain who may not, and the website has the name of its domain.
	if err := o.submit(form("韩梅梅", "example.cn")); err != nil {
		return err
	}
	// A shareholder takes the domain over: Shanghai accepts it and wants a proof.
	owned := form("李雷", "某某科技之家")
	if err := o.submit(owned); err != nil {
		return err
	}
	if err := o.do(fsm.Attach{Document: "shareholder_proof", Ref: "scan-register"}); err != nil {
		return err
	}
	if err := o.submit(owned); err != nil {
		return err
	}
	return o.verdicts()
}

func (o *office) prepare() error {
	return o.do(
		fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "shanghai", SubjectKind: "enterprise", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1", NotificationsConfigured: true,
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		},
		fsm.Attach{Document: "identity_document", Ref: "scan-1"},
		fsm.Attach{Document: "business_licence", Ref: "scan-2"},
		fsm.Attach{Document: "authenticity_statement", Ref: "scan-3"},
	)
}

// submit compares what the form says, gives the machine what the policy wants to know of it, and nothing else.
func (o *office) submit(f *derive.Fields) error {
	subject, err := o.host.Subject(context.Background(), "s-1")
	if err != nil {
		return err
	}
	said, err := derive.Facts(o.machine.Policy(), o.machine.Case(subject), f)
	if err != nil {
		return err
	}
	needs := o.machine.Needs(subject, o.now)
	said = slices.DeleteFunc(said, func(s derive.Said) bool { return !slices.Contains(needs, s.Fact) })
	for _, s := range said {
		fmt.Fprintf(o.out, "  %s: %s\n", s.Fact, s.Value)
	}
	return o.do(fsm.Submit{Derived: said})
}

func (o *office) do(commands ...fsm.Command) error {
	for _, c := range commands {
		o.done++
		reply, err := o.host.Do(context.Background(), "s-1", fmt.Sprint("command-", o.done), c)
		var refusal *fsm.Refusal
		if errors.As(err, &refusal) {
			fmt.Fprintf(o.out, "%s\n%s\n", refusal.Text("en"), refusal.Text("zh"))
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(o.out, "%s: %s\n", c.Name(), reply.Subject.Filing.State)
	}
	return nil
}

// verdicts are what the journal keeps.
func (o *office) verdicts() error {
	subject, err := o.host.Subject(context.Background(), "s-1")
	if err != nil {
		return err
	}
	for _, decision := range []string{"domain_holder_check", "further_documents", "website_name_check"} {
		v, _ := subject.Filing.Verdict(decision)
		fmt.Fprintf(o.out, "  %s = %s, by rule %s\n", decision, v.Value, v.Rule)
	}
	return nil
}
