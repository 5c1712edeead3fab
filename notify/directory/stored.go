// SPDX-License-Identifier: Apache-2.0

package directory

import "github.com/icpfiling/icp/notify"

// Stored is what the journal may know of an entry: its version and keyed digests. A field
// that was not given has no digest.
type Stored struct {
	Version                   int
	Name, Title, Email, Phone string
}

// AddContact makes the command that enters the contact. lang is "en", "zh" or "".
func (s Stored) AddContact(id, lang string) notify.AddContact {
	return notify.AddContact{
		ID: id, Version: s.Version, Name: s.Name, Title: s.Title, Email: s.Email, Phone: s.Phone, Lang: lang,
	}
}

// ModifyContact makes the command that replaces what is known of the contact.
func (s Stored) ModifyContact(id, lang string) notify.ModifyContact {
	return notify.ModifyContact{
		ID: id, Version: s.Version, Name: s.Name, Title: s.Title, Email: s.Email, Phone: s.Phone, Lang: lang,
	}
}
