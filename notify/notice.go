// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"fmt"
	"strings"
	"time"
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
const MaxIDLen = 100

// Validate reports everything that keeps the notice from being stored or delivered, as
// one error NTF-020, or nil.
func (n Notice) Validate() error {
	var faults []string
	fault := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Sprintf(format, args...))
		}
	}
	fault(!n.Kind.valid(), "unknown %v", n.Kind)
	fault(!n.Audience.valid(), "unknown %v", n.Audience)
	fault(n.Channels == 0, "no channel")
	fault(!n.Channels.valid(), "unknown bits in the channel set %#x", uint8(n.Channels))
	fault(n.Topic == "", "no topic")
	fault(n.Account == "", "no account")
	fault(n.At.IsZero(), "no time")
	fault(n.Index < 0 || n.Index > maxIndex, "index %d is outside 0..%d", n.Index, maxIndex)
	fault(!timeFits(n.At), "the time's year is outside 0..9999")
	fault(!timeFits(n.Due), "the due time's year is outside 0..9999")
	for _, f := range n.fields() {
		fault(!usable(f.value), "%s is not usable: at most %d bytes of printable ASCII, no space or any of @<>&\"\\", f.name, MaxIDLen)
	}
	n.audienceFaults(fault)
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("NTF-020: this notice cannot be sent: %s; make it anew from the step it tells of", strings.Join(faults, ", "))
}

// maxIndex bounds the notices of one step.
const maxIndex = 9999

func (n Notice) audienceFaults(fault func(bool, string, ...any)) {
	toContact := n.Audience == AudienceContact
	fault(toContact && n.Contact == "", "audience contact without a contact")
	fault(toContact && n.Version < 1, "audience contact without a version")
	fault(!toContact && (n.Contact != "" || n.Version != 0), "a contact, but the audience is %v", n.Audience)
	named := n.Named != [2]string{}
	fault(n.Audience == AudienceNamedInFiling && !named, "audience named_in_filing without a person")
	fault(n.Audience != AudienceNamedInFiling && named, "persons named, but the audience is %v", n.Audience)
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
func usable(id string) bool {
	if len(id) > MaxIDLen {
		return false
	}
	for i := range len(id) {
		switch c := id[i]; {
		case c <= ' ', c >= 0x7f, c == '"', c == '\\', c == '@', c == '<', c == '>', c == '&':
			return false
		}
	}
	return true
}

func timeFits(t time.Time) bool {
	y := t.UTC().Year()
	return y >= 0 && y <= 9999
}
