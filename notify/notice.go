// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"fmt"
	"strings"
	"time"

	"github.com/icpfiling/icp/internal/opaque"
)

// Notice is one thing to tell, decided together with the step it tells of and kept in the
// same commit. Who receives it is found later, when it is claimed for delivery ([Expand]).
//
// It is a plain comparable value: making one allocates nothing. It holds opaque
// references only, never a name, number, address or other personal data.
type Notice struct {
	Kind     Kind
	Audience Audience
	Channels Channels // judged by the policy for kind, date and site
	Topic    string   // what is told: "approved", "sms_window"; one of the Topic constants or a host's own

	Account string // whose contact book and directory entries serve this notice
	Subject string // the filing subject's id; "" for a notice of the book
	Filing  string // the filing's id; "" for a notice of the book

	Contact string // AudienceContact: the contact's id
	Version int    // AudienceContact: the version of the contact's information it verifies

	Named [2]string // AudienceNamedInFiling: references to subject administrator and website administrator; "" is unused

	Region     string // pinyin id, for the text
	FilingKind string // first_filing, change_website, …, for the text

	Due   time.Time // the deadline it speaks of; zero is none
	Index int       // position among the notices of its step: part of the key
	At    time.Time // when the step happened
}

// MaxIDLen is the longest identifier, in bytes, that a notice or a book accepts.
const MaxIDLen = 128

// Validate reports everything that keeps the notice from being stored or delivered, as
// one error NTF-020, or nil.
func (n Notice) Validate() error {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if !n.Kind.valid() {
		fault("unknown %v", n.Kind)
	}
	if n.Channels == 0 || !n.Channels.valid() {
		fault("no channel, or unknown ones in the set %#x", uint8(n.Channels))
	}
	if n.Topic == "" || n.Account == "" {
		fault("no topic or no account")
	}
	if n.Index < 0 || n.Index > maxIndex {
		fault("index %d is outside 0..%d", n.Index, maxIndex)
	}
	if n.At.IsZero() || !timeFits(n.At) || !timeFits(n.Due) {
		fault("no time, or one whose year is outside 0..9999")
	}
	for _, f := range n.fields() {
		if !usable(f.value) {
			fault("%s is not usable: at most %d bytes of printable ASCII, no space or any of @<>&\"\\", f.name, MaxIDLen)
		}
	}
	if why := n.audienceFault(); why != "" {
		fault("%s", why)
	}
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("NTF-020: this notice cannot be sent: %s; make it anew from the step it tells of", strings.Join(faults, ", "))
}

// maxIndex bounds the notices of one step.
const maxIndex = 9999

// audienceFault says which of the fields that only one audience has are amiss.
func (n Notice) audienceFault() string {
	toContact, toNamed := n.Audience == AudienceContact, n.Audience == AudienceNamedInFiling
	switch named := n.Named != [2]string{}; {
	case !n.Audience.valid():
		return "unknown " + n.Audience.String()
	case toContact && (n.Contact == "" || n.Version < 1):
		return "audience contact without a contact and its version"
	case !toContact && (n.Contact != "" || n.Version != 0):
		return "a contact, but the audience is " + n.Audience.String()
	case toNamed && !named:
		return "audience named_in_filing without a person"
	case !toNamed && named:
		return "persons named, but the audience is " + n.Audience.String()
	}
	return ""
}

type field struct{ name, value string }

func (n Notice) fields() [9]field {
	return [...]field{
		{"topic", n.Topic},
		{"account", n.Account},
		{"subject", n.Subject},
		{"filing", n.Filing},
		{"contact", n.Contact},
		{"named person 1", n.Named[0]},
		{"named person 2", n.Named[1]},
		{"region", n.Region},
		{"filing kind", n.FilingKind},
	}
}

// usable reports whether an identifier can go into records, keys and headers as it is. An
// @ is refused because it is most likely somebody's address.
//
// What looks like a person's number passes: it is refused where an id is given, and what stands
// in a journal already has to be read.
func usable(id string) bool {
	fault := opaque.ID(id)
	return fault == opaque.Fine || fault == opaque.Missing || fault == opaque.Personal
}

func timeFits(t time.Time) bool {
	y := t.UTC().Year()
	return y >= 0 && y <= 9999
}
