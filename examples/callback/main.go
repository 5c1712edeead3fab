// SPDX-License-Identifier: Apache-2.0

// Callback is an adapter between a provider that reports over HTTP and a filing: callbacks come twice, late, out of
// order or not at all, and the filing ends where it should. What is not signed by the provider is not read.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
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
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	now := at("2018-04-04 10:00")
	h, err := host.New(machine, journal.NewMemory(), host.Options{Clock: func() time.Time { return now }})
	if err != nil {
		return err
	}
	if err := submit(h); err != nil {
		return err
	}
	clock := func() time.Time { return now }
	up := &upstream{out: out, state: map[string]string{}, secret: secret, now: clock}
	provider := httptest.NewServer(up) // the provider: here it can be asked
	defer provider.Close()
	a := &adapter{host: h, provider: provider.URL, secrets: []string{secret}, now: clock}
	callbacks := httptest.NewServer(a) // the application: here it is told
	defer callbacks.Close()
	up.callbacks = callbacks.URL

	passed := event{ID: "evt-1", Subject: "s-1", Filing: "f-1", What: "preliminary_passed", At: at("2018-04-08 15:00")}
	photo := event{ID: "evt-2", Subject: "s-1", Filing: "f-1", Submission: 2, What: "photo_passed", At: at("2018-04-09 11:00")}
	approved := event{
		ID: "evt-4", Subject: "s-1", Filing: "f-1", What: "approved", At: at("2018-04-24 15:00"),
		SubjectNumber: "ICP-1000", WebsiteNumbers: []string{"ICP-1000-1"},
	}
	named := event{ID: "evt-v", Subject: "s-1", Filing: "f-1", Submission: 1, What: "preliminary_passed", At: at("2018-04-04 10:31")}
	early := event{ID: "evt-w", Subject: "s-1", Filing: "f-1", What: "preliminary_passed", At: at("2018-04-04 10:30")}
	now = at("2018-04-04 10:40")
	if err := again(h); err != nil {
		return err
	}
	up.state["f-1"] = "preliminary_review"
	now = at("2018-04-04 11:00")
	up.send("one about a submission that was withdrawn meanwhile", named)
	up.send("one that does not say which submission it is about", early)
	now = at("2018-04-08 15:01")
	up.send("a callback", passed)
	up.send("the same one again", passed)
	now = at("2018-04-09 09:00")
	if _, err := h.Do(context.Background(), "s-1", "photo-1", fsm.UploadPhoto{Ref: "photo-1"}); err != nil {
		return err
	}
	now = at("2018-04-11 08:00")
	up.send("one that is late", photo)
	up.state["f-1"] = "authority_review" // evt-3, submitted to the authority, is lost
	now = at("2018-04-24 15:01")
	up.send("one that comes before another that is lost", approved)
	up.send("an order of before", event{ID: "evt-0", Subject: "s-1", Filing: "f-0", What: "preliminary_passed", At: at("2018-04-01 09:00")})
	up.send("one that nobody knows", event{ID: "evt-9", Subject: "s-1", Filing: "f-1", What: "photo_liked", At: now})
	up.send("an id that came with something else", event{ID: "evt-1", Subject: "s-1", Filing: "f-1", What: "photo_passed", At: now})
	up.send("an id that is none", event{ID: "evt 7", Subject: "s-1", Filing: "f-1", What: "photo_passed", At: now})
	up.send("a subject that is an address", event{ID: "evt-7", Subject: "nobody@x", Filing: "f-1", What: "photo_passed", At: now})
	up.send("one without a filing", event{ID: "evt-8", Subject: "s-1", What: "photo_passed", At: now})
	up.secret = "whsec_" + strings.Repeat("b", 32)
	up.send("one from somebody else", event{ID: "evt-10", Subject: "s-1", Filing: "f-1", What: "photo_passed", At: now})
	return story(out, h)
}

// secret is shared with the provider; a real one is random and comes from where you keep secrets.
var secret = "whsec_" + strings.Repeat("a", 32)

// story tells what the filing has become.
func story(out io.Writer, h *host.Host) error {
	s, err := h.Subject(context.Background(), "s-1")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nthe filing: %s, record %s\n", s.Filing.State.Status("en"), s.Record.Number)
	return nil
}

// submit is what the applicant did before the provider had anything to say.
func submit(h *host.Host) error {
	commands := []fsm.Command{fsm.Open{
		ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1",
		SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
		Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
	}}
	for _, document := range []string{"identity_document", "authenticity_statement"} {
		commands = append(commands, fsm.Attach{Document: document, Ref: "scan-of-" + document})
	}
	for i, c := range append(commands, fsm.Submit{}) {
		if _, err := h.Do(context.Background(), "s-1", fmt.Sprint("applicant-", i), c); err != nil {
			return err
		}
	}
	return nil
}

// again withdraws what was submitted and submits it anew.
func again(h *host.Host) error {
	if _, err := h.Do(context.Background(), "s-1", "withdraw-1", fsm.Withdraw{Reason: "wrong_information"}); err != nil {
		return err
	}
	_, err := h.Do(context.Background(), "s-1", "submit-2", fsm.Submit{})
	return err
}

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, calendar.Zone())
	if err != nil {
		panic(err)
	}
	return t
}
