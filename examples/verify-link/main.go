// SPDX-License-Identifier: Apache-2.0

// Verify-link mounts the page on which a contact confirms its address: a contact is added, gets a mail with a link, a
// mail scanner fetches the link and changes nothing, and the contact presses the button.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/verify"
	"github.com/icpfiling/icp/rules/builtin"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer) error {
	ctx := context.Background()
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		return err
	}
	people := directory.NewMemory([]byte("a secret of your own"))
	var h *host.Host
	service, err := verify.New(verify.Config{
		URL: "https://filing.example.cn/verify", Store: verify.NewMemory(), Directory: people, // a real store is durable as well
		Verify: func(ctx context.Context, account string, c notify.VerifyContact) error {
			_, err := h.Contacts(ctx, account, fmt.Sprintf("verify/%s/%d/%v", c.ID, c.Version, c.Channel), c)
			return err
		},
	})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/verify", service)
	server := httptest.NewServer(mux) // behind whatever serves https://filing.example.cn
	defer server.Close()

	mail := &mail{}
	h, err = host.New(machine, journal.NewMemory(), host.Options{
		Notifiers: map[notify.Channel]notify.Notifier{notify.ChannelEmail: mail}, Directory: people, Proof: service.Proof,
	})
	if err != nil {
		return err
	}
	link, err := invite(ctx, h, people, mail)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Mail to %s: %s\n", mail.last.Address.Reveal(), mail.last.Subject)

	page := server.URL + link.Path
	for _, step := range []struct {
		who string
		ask func() (*http.Response, error)
	}{
		{"A mail scanner fetches the link", func() (*http.Response, error) { return http.Get(page + "?" + link.RawQuery) }},
		{"The contact presses the button", func() (*http.Response, error) { return http.PostForm(page, link.Query()) }},
		{"The contact presses it again", func() (*http.Response, error) { return http.PostForm(page, link.Query()) }},
	} {
		response, err := step.ask()
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\n%s: %s\n", step.who, response.Status)
		if err := say(out, response); err != nil {
			return err
		}
		book, err := h.Book(ctx, "account-1")
		if err != nil {
			return err
		}
		contact, _ := book.Contact("contact-1")
		fmt.Fprintf(out, "Verified: %v\n", contact.Verified.Has(notify.ChannelEmail))
	}
	return nil
}

// invite adds a contact and gives the link it is sent.
func invite(ctx context.Context, h *host.Host, people *directory.Memory, mail *mail) (*url.URL, error) {
	stored, err := people.Put("account-1", "contact-1", directory.Entry{Name: "Li", Title: "Manager", Email: "li@example.cn"})
	if err != nil {
		return nil, err
	}
	if _, err := h.Contacts(ctx, "account-1", "command-1", stored.AddContact("contact-1", "en")); err != nil {
		return nil, err
	}
	if _, err := h.Deliver(ctx); err != nil {
		return nil, err
	}
	return url.Parse(regexp.MustCompile(`https://\S+`).FindString(mail.last.Text))
}

var tags = regexp.MustCompile(`<style>.*</style>|<[^>]*>`)

// say prints what a page says, without its tags and style.
func say(out io.Writer, r *http.Response) error {
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	for line := range strings.Lines(tags.ReplaceAllString(string(body), "")) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintln(out, " ", line)
		}
	}
	return nil
}

// mail stands for the channel to your mail server; it keeps the last mail.
type mail struct{ last notify.Message }

func (m *mail) Send(_ context.Context, msg notify.Message) notify.Result {
	m.last = msg
	return notify.Result{Outcome: notify.OutcomeDelivered}
}
