// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
)

// report is what the provider posts: which report it is, about whom, what happened, and the particulars.
type report struct {
	ID      string          `json:"id"` // the same however often it is sent
	Subject string          `json:"subject"`
	What    string          `json:"what"` // the name of a command of the platform, MIIT or the authority
	With    json.RawMessage `json:"with"`
}

// command is the report as the filing understands it.
func (r *report) command() (fsm.Command, error) {
	for _, c := range []fsm.Command{
		&fsm.PassPreliminary{}, &fsm.ReturnPreliminary{}, &fsm.PromptOriginals{}, &fsm.ReceiveOriginals{}, &fsm.PassPhoto{},
		&fsm.ReturnPhoto{}, &fsm.SubmitToAuthority{}, &fsm.FailSMS{}, &fsm.Approve{}, &fsm.Reject{}, &fsm.Revoke{},
		&fsm.GiveShellNotice{}, &fsm.LiftShellNotice{}, &fsm.FailInspection{}, &fsm.PassInspection{}, &fsm.RemoveAccess{}, &fsm.RevokeWebsite{},
	} {
		if c.Name().String() == r.What {
			return c, json.Unmarshal(r.With, c)
		}
	}
	return nil, fmt.Errorf("nothing is called %q", r.What)
}

// endpoint answers reports. The status tells the provider what to do: 200 taken in, 4xx do not send it again (400 cannot
// be understood, 409 refused, or its id came with something else), 503 send it again.
type endpoint struct {
	do func(ctx context.Context, subject, id string, c fsm.Command) (fsm.State, error)
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in report
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&in); err != nil {
		http.Error(w, "not a report", http.StatusBadRequest)
		return
	}
	c, err := in.command()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	state, err := e.do(r.Context(), in.Subject, "report/"+in.ID, c)
	status := statusOf(err)
	switch {
	case err == nil:
		fmt.Fprintln(w, state)
	case status == http.StatusServiceUnavailable: // for your log, not for the provider
		http.Error(w, "try again", status)
	default:
		http.Error(w, err.Error(), status)
	}
}

// statusOf tells what will never pass from what may pass later: the store is down, or it is not known whether the
// command is stored, and the same id makes it safe to send it again.
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
