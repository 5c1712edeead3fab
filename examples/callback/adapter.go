// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/notify/webhook"
)

// event is a callback as this provider sends it.
type event struct {
	ID             string    `json:"id"` // the same however often it is sent
	Subject        string    `json:"subject"`
	Filing         string    `json:"filing"`
	Submission     int       `json:"submission,omitempty"` // the number it was given when it was submitted; 0: not said
	What           string    `json:"event"`
	At             time.Time `json:"at"` // when it happened, not when it is sent
	SubjectNumber  string    `json:"subject_number,omitempty"`
	WebsiteNumbers []string  `json:"website_numbers,omitempty"`
}

// command is the callback as the filing understands it. OccurredAt lets deadlines and rules count from the event
// itself, Filing keeps a callback of an earlier order away from this one, and Revision one of an earlier submission.
func (e event) command() (fsm.Command, bool) {
	meta := fsm.Meta{OccurredAt: e.At, Filing: e.Filing, Revision: e.Submission}
	switch e.What {
	case "preliminary_passed":
		return fsm.PassPreliminary{Meta: meta}, true
	case "photo_passed":
		return fsm.PassPhoto{Meta: meta, TopColour: "other"}, true
	case "submitted_to_authority":
		return fsm.SubmitToAuthority{Meta: meta}, true
	case "approved":
		return fsm.Approve{Meta: meta, SubjectNumber: e.SubjectNumber, WebsiteNumbers: e.WebsiteNumbers}, true
	}
	return nil, false
}

// adapter answers callbacks. The status tells the provider what to do: 200 done, 4xx do not send it again, 503 do.
type adapter struct {
	host     *host.Host
	provider string
	secrets  []string // shared with the provider, as Standard Webhooks have them; two while they are changed
	now      func() time.Time
}

func (a *adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	reply, status, err := a.answer(w, r)
	switch {
	case err == nil:
		fmt.Fprintln(w, reply.Subject.Filing.State)
	case status == http.StatusServiceUnavailable: // for your log, not for the provider
		http.Error(w, "try again", status)
	default:
		http.Error(w, err.Error(), status)
	}
}

// answer takes a callback in: nothing is read of one that is not signed, and nothing done for one that does not say
// which filing it is about.
func (a *adapter) answer(w http.ResponseWriter, r *http.Request) (reply host.Reply, status int, err error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
	if err != nil {
		return reply, http.StatusBadRequest, errors.New("not a callback")
	}
	if err := webhook.Verify(a.secrets, r.Header, body, a.now()); err != nil {
		return reply, http.StatusUnauthorized, err
	}
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return reply, http.StatusBadRequest, errors.New("not a callback")
	}
	if e.ID == "" || e.Subject == "" || e.Filing == "" || e.At.IsZero() {
		return reply, http.StatusBadRequest, errors.New("a callback needs id, subject, filing and at")
	}
	c, known := e.command()
	if !known {
		return reply, http.StatusUnprocessableEntity, errors.New("unknown event " + e.What)
	}
	reply, err = a.apply(r.Context(), e, c)
	return reply, statusOf(err), err
}

// statusOf tells what will never pass from what may pass later. The store is down, or it is not known whether the
// command is stored: the same id makes it safe to send it again.
func statusOf(err error) int {
	var refusal *fsm.Refusal
	switch {
	case errors.Is(err, host.ErrArgument): // an id that cannot be one
		return http.StatusBadRequest
	case errors.Is(err, host.ErrReused), errors.As(err, &refusal) && !errors.Is(err, host.ErrUnknown):
		return http.StatusConflict
	}
	return http.StatusServiceUnavailable
}

// apply gives the command under the callback's own id. If the filing is not where the callback expects it, one that
// came before may be lost: the provider is asked where the filing stands, and the gap is journalled.
func (a *adapter) apply(ctx context.Context, e event, c fsm.Command) (host.Reply, error) {
	if reply, over, err := a.over(ctx, e); over || err != nil {
		return reply, err
	}
	reply, err := a.host.Do(ctx, e.Subject, "callback/"+e.ID, c)
	var refusal *fsm.Refusal
	if !errors.As(err, &refusal) || refusal.Filing != e.Filing {
		return reply, err
	}
	observed, asked := a.observe(ctx, e.Filing)
	if asked != nil || observed == refusal.State {
		return reply, err
	}
	_, healed := a.host.Do(ctx, e.Subject, "heal/"+e.ID+"/"+observed.String(), fsm.Reconcile{
		Meta: fsm.Meta{Filing: e.Filing}, Observed: observed, Evidence: "provider query",
	})
	if healed != nil {
		return reply, err
	}
	return a.host.Do(ctx, e.Subject, "callback/"+e.ID, c)
}

// over reports that a callback has nothing more to say: it happened before the filing came to where it stands, and the
// provider has it there too. It may be a repetition. If it does not say which submission it is about, it may also be about
// an earlier one, withdrawn since and made anew, and would be taken for a decision on this one.
func (a *adapter) over(ctx context.Context, e event) (host.Reply, bool, error) {
	s, err := a.host.Subject(ctx, e.Subject)
	if err != nil || s.Filing.ID != e.Filing || !e.At.Before(s.Filing.Since) {
		return host.Reply{}, false, err
	}
	if e.Submission != 0 && e.Submission != s.Filing.Revision {
		return host.Reply{}, false, nil // the filing itself refuses it
	}
	observed, err := a.observe(ctx, e.Filing)
	return host.Reply{Version: s.Version, Subject: s}, err == nil && observed == s.Filing.State, err
}

// observe asks the provider where a filing stands.
func (a *adapter) observe(ctx context.Context, filing string) (fsm.State, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, a.provider+"/filings/"+filing, nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, 100))
	if err != nil {
		return 0, err
	}
	state, ok := fsm.ParseState(string(text))
	if !ok {
		return 0, fmt.Errorf("the provider does not know filing %q", filing)
	}
	return state, nil
}
