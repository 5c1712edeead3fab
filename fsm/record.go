// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// Record is what stands after an approval.
type Record struct {
	// Number is the subject's number.
	Number string `json:"number"`
	// Region is the province; it never changes within a record (S0-4).
	Region string `json:"region"`
	// SubjectKind is a value of the policy fact subject_kind, empty where nobody said it: a change into an organisation does
	// not say into which kind of one.
	SubjectKind string `json:"subject_kind,omitempty"`
	// Ended is empty while the record stands, else "cancelled" or "revoked".
	Ended    string    `json:"ended,omitempty"`
	Websites []Website `json:"websites,omitempty"`
}

// Website is one website of a record.
type Website struct {
	// ID is the host's id.
	ID string `json:"id"`
	// Number is the website's number.
	Number string `json:"number"`
	// Domains are those that may be visited now.
	Domains []string `json:"domains,omitempty"`
	// Accesses names the providers through which it is reached.
	Accesses []string `json:"accesses,omitempty"`
}

// website finds a website by the host's id.
func (r *Record) website(id string) *Website {
	if r == nil {
		return nil
	}
	for i := range r.Websites {
		if r.Websites[i].ID == id {
			return &r.Websites[i]
		}
	}
	return nil
}

// stands reports whether there is a record that was neither cancelled nor revoked.
func (r *Record) stands() bool { return r != nil && r.Ended == "" }

// RecordState is how a record or a website stands, seen from one provider.
type RecordState string

// The states of records and websites.
const (
	RecordNone        RecordState = "none"
	RecordActive      RecordState = "active"
	NoAccessHere      RecordState = "no_access_here"      // the number stands, but this provider gives no access
	EmptyShellWebsite RecordState = "empty_shell_website" // a website no provider gives access to
	EmptyShellSubject RecordState = "empty_shell_subject" // a subject without a website
	RecordCancelled   RecordState = "cancelled"
	RecordRevoked     RecordState = "revoked"
)

// State says how the record stands for a provider.
func (r *Record) State(provider string) RecordState {
	switch {
	case r == nil:
		return RecordNone
	case r.Ended != "":
		return RecordState(r.Ended)
	case len(r.Websites) == 0:
		return EmptyShellSubject
	}
	for i := range r.Websites {
		if slices.Contains(r.Websites[i].Accesses, provider) {
			return RecordActive
		}
	}
	return NoAccessHere
}

// State says how the website stands for a provider.
func (w *Website) State(provider string) RecordState {
	switch {
	case len(w.Accesses) == 0:
		return EmptyShellWebsite
	case !slices.Contains(w.Accesses, provider):
		return NoAccessHere
	}
	return RecordActive
}
