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
)

// event is a callback as this provider sends it.
type event struct {
	ID             string    `json:"id"` // the same however often it is sent
	Subject        string    `json:"subject"`
	Filing         string    `json:"filing"`
	What           string    `json:"event"`
	At             time.Time `json:"at"` // when it happened, not when it is sent
	SubjectNumber  string    `json:"subject_number,omitempty"`
	WebsiteNumbers []string  `json:"website_numbers,omitempty"`
}

// command is the callback as the filing understands it. OccurredAt lets deadlines and rules count from the event
// itself, and Filing keeps a callback of an earlier order away from this one.
func (e event) command() (fsm.Command, bool) {
	meta := fsm.Meta{OccurredAt: e.At, Filing: e.Filing}
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
}

func (a *adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var e event
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&e); err != nil {
		http.Error(w, "not a callback", http.StatusBadRequest)
		return
	}
	c, known := e.command()
	if !known {
		http.Error(w, "unknown event "+e.What, http.StatusUnprocessableEntity)
		return
	}
	reply, err := a.apply(r.Context(), e, c)
	var refusal *fsm.Refusal
	switch {
	case err == nil:
		fmt.Fprintln(w, reply.Subject.Filing.State)
	case errors.As(err, &refusal):
		http.Error(w, refusal.Error(), http.StatusConflict)
	default: // the store is down, or it is not known whether the command is stored: the same id makes it safe
		http.Error(w, "try again", http.StatusServiceUnavailable)
	}
}

// apply gives the command under the callback's own id. If the filing is not where the callback expects it, one that
// came before may be lost: the provider is asked where the filing stands, and the gap is journalled.
func (a *adapter) apply(ctx context.Context, e event, c fsm.Command) (host.Reply, error) {
	reply, err := a.host.Do(ctx, e.Subject, "callback/"+e.ID, c)
	var refusal *fsm.Refusal
	if !errors.As(err, &refusal) || refusal.Filing != e.Filing {
		return reply, err
	}
	observed, asked := a.observe(ctx, e.Filing)
	if asked != nil || observed == refusal.State {
		return reply, err
	}
	_, healed := a.host.Do(ctx, e.Subject, "heal/"+e.ID, fsm.Reconcile{
		Meta: fsm.Meta{Filing: e.Filing}, Observed: observed, Evidence: "provider query",
	})
	if healed != nil {
		return reply, err
	}
	return a.host.Do(ctx, e.Subject, "callback/"+e.ID, c)
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
