// SPDX-License-Identifier: Apache-2.0

package directory

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/icpfiling/icp/notify"
)

// Entry is what is known of one receiver. All of it is personal data: printing, logging or
// encoding an entry shows none of it.
type Entry struct {
	Name, Title string
	Email       string
	Phone       string // mainland mobile number for text messages
	Webhook     string // the owner's only: where webhooks go
}

const redacted = "[entry]"

// String never gives the entry's texts.
func (e Entry) String() string { return redacted }

// Format answers every verb of fmt without the texts.
func (e Entry) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// MarshalText answers every encoder, encoding/json and log/slog among them, without the texts.
func (e Entry) MarshalText() ([]byte, error) { return []byte(redacted), nil }

const (
	longestField = 320 // the longest e-mail address there is
	longestHook  = 2048
)

// Check refuses what no message could carry or reach, as the error NTF-060: a text with hidden
// characters or too long, an e-mail address without its two sides, a phone that is not written
// in digits, a webhook that is no web address. Whether a channel of yours takes the address is
// for the channel to say. An empty field is unknown, and fine. It never quotes the text.
func (e Entry) Check() error {
	for _, f := range [...]struct {
		name, text string
		most       int
	}{
		{"name", e.Name, longestField},
		{"title", e.Title, longestField},
		{"e-mail address", e.Email, longestField},
		{"phone", e.Phone, longestField},
		{"webhook", e.Webhook, longestHook},
	} {
		if len(f.text) > f.most {
			return fmt.Errorf("NTF-060: the %s takes more than %d bytes; enter a shorter one", f.name, f.most)
		}
		if !utf8.ValidString(f.text) || strings.ContainsFunc(f.text, hidden) {
			return fmt.Errorf("NTF-060: the %s holds characters that cannot be seen; enter it without them", f.name)
		}
	}
	switch {
	case e.Email != "" && !isEmail(e.Email):
		return errors.New("NTF-060: the e-mail address is none; enter it as name@example.cn, without a display name and without blanks")
	case e.Phone != "" && (!strings.ContainsAny(e.Phone, "0123456789") || strings.Trim(e.Phone, "0123456789+-() ") != ""):
		return errors.New("NTF-060: the phone is no number; enter the 11 digits of a mainland mobile number")
	case e.Webhook != "" && !strings.HasPrefix(e.Webhook, "https://") && !strings.HasPrefix(e.Webhook, "http://"):
		return errors.New("NTF-060: the webhook is no web address; enter it with https:// before it")
	}
	return nil
}

func isEmail(text string) bool {
	name, domain, found := strings.Cut(text, "@")
	return found && name != "" && domain != "" && !strings.ContainsAny(text, " ,;<>\"()[]") && !strings.Contains(domain, "@")
}

// Address gives where a channel reaches the receiver, false when that is not known. Internal
// messages need no address.
func (e Entry) Address(ch notify.Channel) (notify.Address, bool) {
	text := ""
	switch ch {
	case notify.ChannelEmail:
		text = e.Email
	case notify.ChannelSMS:
		text = e.Phone
	case notify.ChannelWebhook:
		text = e.Webhook
	}
	return notify.NewAddress(text), text != ""
}

// Stored gives what the journal may know of the entry under a version, with the digests that
// key makes: what a directory of your own answers when it has stored one.
func (e Entry) Stored(key []byte, version int) Stored {
	return Stored{
		Version: version,
		Name:    Digest(key, "name", e.Name), Title: Digest(key, "title", e.Title),
		Email: Digest(key, "email", e.Email), Phone: Digest(key, "phone", e.Phone),
	}
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}
