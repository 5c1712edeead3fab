// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// RecordState is how a record or a website stands, seen from one provider.
type RecordState string

// The states of records and websites.
const (
	RecordNone              RecordState = "none"
	RecordActive            RecordState = "active"
	NoAccessHere            RecordState = "no_access_here"             // the number stands, but this provider gives no access
	EmptyShellWebsite       RecordState = "empty_shell_website"        // a website no provider gives access to
	EmptyShellSubject       RecordState = "empty_shell_subject"        // a subject without a website
	ShellPublicNotice       RecordState = "shell_public_notice"        // an empty shell on the list the administration published
	InspectionFailed        RecordState = "inspection_failed"          // this provider wants something put right, or cancels its access
	CancelInAuthorityReview RecordState = "cancel_in_authority_review" // the administration has a filing that cancels it
	RecordCancelled         RecordState = "cancelled"
	RecordRevoked           RecordState = "revoked"
)

var recordStateWords = map[RecordState]text{
	RecordNone:              {"Not filed", "未备案"},
	RecordActive:            {"Filed", "已备案"},
	NoAccessHere:            {"Filed, no access here", "已备案，未在此接入"},
	EmptyShellWebsite:       {"Empty shell: no access", "空壳网站"},
	EmptyShellSubject:       {"Empty shell: no website", "空壳主体"},
	ShellPublicNotice:       {"On the published list of empty shells", "空壳备案公示中"},
	InspectionFailed:        {"Inspection failed, to be put right", "核查未通过，待整改"},
	CancelInAuthorityReview: {"Cancellation in Authority Review", "注销备案管局审核中"},
	RecordCancelled:         {"Cancelled", "已注销"},
	RecordRevoked:           {"Cancelled by the communications administration", "已被管局注销"},
}

// Label gives the words a user reads, in "zh" or English.
func (s RecordState) Label(lang string) string {
	words, known := recordStateWords[s]
	if !known {
		return "unknown"
	}
	return words.in(lang)
}

// State says how the record stands for a provider, whatever is in progress: see [Subject.Standing]. An end comes before all
// else. A record without a website is an empty shell, on the published list or not. One website that is active makes it active,
// else one whose inspection failed makes it that.
func (r *Record) State(provider string) RecordState {
	switch {
	case r == nil:
		return RecordNone
	case r.Ended != "":
		return RecordState(r.Ended)
	case len(r.Websites) == 0 && r.listed():
		return ShellPublicNotice
	case len(r.Websites) == 0:
		return EmptyShellSubject
	}
	state := NoAccessHere
	for i := range r.Websites {
		switch r.Websites[i].State(provider) {
		case RecordActive:
			return RecordActive
		case InspectionFailed:
			state = InspectionFailed
		}
	}
	return state
}

// State says how the website stands for a provider, whatever is in progress: see [Subject.Standing]. Without any access it is
// an empty shell, on the published list or not; else it is what the provider's access is.
func (w *Website) State(provider string) RecordState {
	switch {
	case len(w.Accesses) == 0 && w.listed():
		return ShellPublicNotice
	case len(w.Accesses) == 0:
		return EmptyShellWebsite
	case !slices.Contains(w.Accesses, provider):
		return NoAccessHere
	case periodNamed(w.Periods, InspectionPeriod, provider) != nil:
		return InspectionFailed
	}
	return RecordActive
}

// Access is how a website stands with one provider that gives it access: active, or its inspection failed.
type Access struct {
	Provider string      `json:"provider"`
	State    RecordState `json:"state"`
}

// States lists the accesses of the website with their states, in the order of Accesses.
func (w *Website) States() []Access {
	var list []Access
	for _, provider := range w.Accesses {
		list = append(list, Access{provider, w.State(provider)})
	}
	return list
}

// listed: on the administration's list of empty shells.
func (r *Record) listed() bool  { return periodNamed(r.Periods, ShellNoticePeriod, "") != nil }
func (w *Website) listed() bool { return periodNamed(w.Periods, ShellNoticePeriod, "") != nil }

// Standing says how one website of the record stands for a provider, or, with an empty website, the record itself: as its
// State says, but while the administration has a filing that cancels what stands, it is CancelInAuthorityReview. The websites of a
// subject that cancels fall with it. A website that is not in the record is RecordNone.
func (s *Subject) Standing(provider, website string) RecordState {
	if f := &s.Filing; s.Record.stands() && f.State.AtAuthority() {
		named := website != "" && s.Record.website(website) != nil
		cancels := slices.ContainsFunc(f.Targets, func(t Target) bool { return t.Website == website })
		switch {
		case f.Kind == CancelSubject && (website == "" || named), f.Kind == CancelWebsite && named && cancels:
			return CancelInAuthorityReview
		}
	}
	if website == "" {
		return s.Record.State(provider)
	}
	if w := s.Record.website(website); w != nil {
		return w.State(provider)
	}
	return RecordNone
}
