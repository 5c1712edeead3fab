// SPDX-License-Identifier: Apache-2.0

package fsm

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
	// Periods are what the administration holds against a subject without websites: a notice of empty shells. A record that
	// ended has none.
	Periods []Period `json:"periods,omitempty"`
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
	// Periods are what is held against it: a notice of empty shells while no provider gives access, else the inspections of
	// those that do.
	Periods []Period `json:"periods,omitempty"`
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

// over reports whether there is a record that was cancelled or revoked.
func (r *Record) over() bool { return r != nil && r.Ended != "" }

// stands reports whether there is a record that was neither cancelled nor revoked.
func (r *Record) stands() bool { return r != nil && r.Ended == "" }
