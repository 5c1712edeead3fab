// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"fmt"
	"io"
)

// Address is an e-mail address, a phone number or another place to deliver to. It is
// personal data: whatever prints, logs or encodes it gets "[address]", and only
// [Address.Reveal] gives the text. The zero value is no address.
type Address struct{ p *string } // a pointer: even fmt's walk through unexported fields prints no text

// NewAddress wraps text, as a [Directory] does.
func NewAddress(text string) Address {
	if text == "" {
		return Address{}
	}
	return Address{&text}
}

// Reveal gives the text itself. Only a [Notifier], at the moment of sending, needs it.
func (a Address) Reveal() string {
	if a.p == nil {
		return ""
	}
	return *a.p
}

// IsZero reports whether there is no address.
func (a Address) IsZero() bool { return a.p == nil }

const redacted = "[address]"

// String never gives the text.
func (a Address) String() string {
	if a.p == nil {
		return ""
	}
	return redacted
}

// Format answers every verb of fmt without the text.
func (a Address) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// MarshalText answers every encoder, encoding/json and log/slog among them, without the text.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }
