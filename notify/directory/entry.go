// SPDX-License-Identifier: Apache-2.0

package directory

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/icpfiling/icp/internal/inert"
	"github.com/icpfiling/icp/internal/tongue"
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
//
// The error has Text(lang string) string, for "zh" or English, as it is for whoever entered it.
func (e Entry) Check() error {
	for _, f := range [...]struct {
		en, zh, text string
		most         int
	}{
		{"name", "姓名", e.Name, longestField},
		{"title", "职位", e.Title, longestField},
		{"e-mail address", "邮箱地址", e.Email, longestField},
		{"phone", "手机号码", e.Phone, longestField},
		{"webhook", "Webhook地址", e.Webhook, longestHook},
	} {
		if len(f.text) > f.most {
			return &entryError{
				fmt.Sprintf("the %s takes more than %d bytes; enter a shorter one", f.en, f.most),
				fmt.Sprintf("%s超过%d字节，请缩短后重新填写", f.zh, f.most),
			}
		}
		if !utf8.ValidString(f.text) || strings.ContainsFunc(f.text, hidden) {
			return &entryError{"the " + f.en + " holds characters that cannot be seen; enter it without them", f.zh + "含有不可见字符，请去除后重新填写"}
		}
	}
	switch {
	case e.Email != "" && !isEmail(e.Email):
		return &entryError{
			"this is no e-mail address; enter it as name@example.cn, without a display name and without blanks",
			"邮箱地址格式不正确，请按name@example.cn的格式填写，不要包含显示名称和空格",
		}
	case e.Phone != "" && (!strings.ContainsAny(e.Phone, "0123456789") || strings.Trim(e.Phone, "0123456789+-() ") != ""):
		return &entryError{"the phone is no number; enter the 11 digits of a mainland mobile number", "手机号码格式不正确，请填写11位中国内地手机号码"}
	case e.Webhook != "" && !strings.HasPrefix(e.Webhook, "https://") && !strings.HasPrefix(e.Webhook, "http://"):
		return &entryError{"the webhook is no web address; enter it with https:// before it", "Webhook地址格式不正确，请填写以https://开头的网址"}
	}
	return nil
}

// entryError is NTF-060 in both languages.
type entryError struct{ en, zh string }

func (e *entryError) Error() string { return e.Text("en") }

// Text says what is wrong and what to enter, in "zh" or English.
func (e *entryError) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return "NTF-060：" + e.zh
	}
	return "NTF-060: " + e.en
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

// hidden lets U+FFFD stand, which is what somebody may have typed: what is no text is refused before.
func hidden(r rune) bool { return r != utf8.RuneError && inert.Steers(r) }
