// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"encoding/json"

	"github.com/icpfiling/icp/internal/closed"
	"github.com/icpfiling/icp/internal/worded"
)

// Values of the closed sets stand in JSON and other text by their stable names, and the zero value, which is none of the
// set, as the empty text. Records do not rest on this: see EncodeNotice and EncodeBookEvent. A text that is no name is the
// error NTF-031, with Text(lang string) string.

const codeName = "NTF-031"

// MarshalText writes the name, and nothing for no channel.
func (c Channel) MarshalText() ([]byte, error) { return textOf(c == 0, c) }

// UnmarshalText reads the name; what is none is NTF-031.
func (c *Channel) UnmarshalText(text []byte) error {
	return read(c, text, ChannelEmail, ChannelWebhook, worded.Words{EN: "channel", ZH: "通知渠道"})
}

// MarshalText writes the name, and nothing for no kind.
func (k Kind) MarshalText() ([]byte, error) { return textOf(k == 0, k) }

// UnmarshalText reads the name; what is none is NTF-031.
func (k *Kind) UnmarshalText(text []byte) error {
	return read(k, text, KindProgress, KindContactVerification, worded.Words{EN: "kind of notice", ZH: "通知类型"})
}

// MarshalText writes the name, and nothing for nobody.
func (a Audience) MarshalText() ([]byte, error) { return textOf(a == 0, a) }

// UnmarshalText reads the name; what is none is NTF-031.
func (a *Audience) UnmarshalText(text []byte) error {
	return read(a, text, AudienceNamedInFiling, AudienceContact, worded.Words{EN: "audience", ZH: "接收范围"})
}

// MarshalText writes the name, and nothing for no outcome.
func (o Outcome) MarshalText() ([]byte, error) { return textOf(o == 0, o) }

// UnmarshalText reads the name; what is none is NTF-031.
func (o *Outcome) UnmarshalText(text []byte) error {
	return read(o, text, OutcomeDelivered, OutcomeUnknown, worded.Words{EN: "outcome", ZH: "发送结果"})
}

// MarshalJSON writes the names as a list, in their fixed order.
func (s Channels) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]Channel{}, s.List()...))
}

// UnmarshalJSON reads a list of names; what is none is NTF-031.
func (s *Channels) UnmarshalJSON(data []byte) error {
	var list []Channel
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*s = 0
	for _, c := range list {
		if c != 0 {
			*s = s.Add(c)
		}
	}
	return nil
}

func textOf(none bool, value interface{ String() string }) ([]byte, error) {
	if none {
		return []byte{}, nil
	}
	return []byte(value.String()), nil
}

func read[T interface {
	~uint8
	String() string
}](dst *T, text []byte, first, last T, set worded.Words,
) error {
	if len(text) == 0 {
		*dst = 0
		return nil
	}
	return closed.Read(dst, text, first, last, codeName, set)
}
