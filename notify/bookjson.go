// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/icpfiling/icp/internal/worded"
)

// MaxRecordLen is the most bytes a notice or a book event may take as JSON.
const MaxRecordLen = 4096

// bookWire is the layout of schema 1. The order of the fields is the canonical order.
type bookWire struct {
	Type     string   `json:"type"`
	Schema   int      `json:"schema"`
	At       string   `json:"at"`
	Contact  string   `json:"contact,omitempty"`
	Version  int      `json:"version,omitempty"`
	Name     string   `json:"name,omitempty"`
	Title    string   `json:"title,omitempty"`
	Email    string   `json:"email,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Lang     string   `json:"lang,omitempty"`
	Suspends bool     `json:"suspends,omitempty"`
	Channel  string   `json:"channel,omitempty"`
	Channels []string `json:"channels,omitempty"`
	Owner    *bool    `json:"owner,omitempty"`
}

// EncodeBookEvent gives the canonical JSON of an event: one spelling for one event, no
// personal data. What could not be read back is the error NTF-022.
func EncodeBookEvent(e BookEvent) ([]byte, error) {
	if err := e.validate(); err != nil {
		return nil, worded.Say("NTF-022: book event %q cannot be recorded: %s; append only what DecideBook gave",
			"NTF-022：通讯录事件 %q 无法记录：%s；只追加 DecideBook 给出的事件", clip(e.Type), worded.Of(err)).Because(err)
	}
	w := bookWire{
		Type: e.Type, Schema: e.Schema, At: formatTime(e.At), Contact: e.Contact, Version: e.Version,
		Name: e.Name, Title: e.Title, Email: e.Email, Phone: e.Phone, Lang: e.Lang, Suspends: e.Suspends,
		Channels: channelList(e.Channels),
	}
	if e.Channel != 0 {
		w.Channel = e.Channel.String()
	}
	if e.Type == EventOwnerSet {
		w.Owner = &e.Owner
	}
	return json.Marshal(w)
}

// DecodeBookEvent reads what [EncodeBookEvent] wrote and nothing else: unknown fields,
// another spelling of the same event, trailing bytes and more than [MaxRecordLen] bytes
// are the error NTF-022. Times come back in UTC.
func DecodeBookEvent(data []byte) (BookEvent, error) {
	e, err := decodeBookEvent(data)
	if err != nil {
		return BookEvent{}, worded.Say(
			"NTF-022: not a book event: %s; check that this record belongs to a contact book and was not edited",
			"NTF-022：不是通讯录事件：%s；请确认该记录属于通讯录且未被改动", worded.Of(err)).Because(err)
	}
	return e, nil
}

func decodeBookEvent(data []byte) (BookEvent, error) {
	var w bookWire
	if err := strictJSON(data, &w); err != nil {
		return BookEvent{}, err
	}
	e := BookEvent{
		Type: w.Type, Schema: w.Schema, Contact: w.Contact, Version: w.Version,
		Name: w.Name, Title: w.Title, Email: w.Email, Phone: w.Phone, Lang: w.Lang, Suspends: w.Suspends,
		Owner: w.Owner != nil && *w.Owner,
	}
	var err error
	if e.At, err = parseTime(w.At); err != nil {
		return BookEvent{}, err
	}
	if w.Channel != "" {
		if e.Channel, err = ParseChannel(w.Channel); err != nil {
			return BookEvent{}, err
		}
	}
	if e.Channels, err = channelSet(w.Channels); err != nil {
		return BookEvent{}, err
	}
	again, err := EncodeBookEvent(e)
	if err != nil {
		return BookEvent{}, err
	}
	if !bytes.Equal(again, data) {
		return BookEvent{}, errNotCanonical
	}
	return e, nil
}

var errNotCanonical = worded.Say("the bytes are not in canonical form", "不是规范的写法")

func (e BookEvent) validate() error {
	if e.Schema != bookSchema {
		return worded.Say("schema %d is not known, only %d", "schema %d 未知，只能读取 %d", e.Schema, bookSchema)
	}
	if e.At.IsZero() || !timeFits(e.At) {
		return worded.Say("no usable time", "时间无效")
	}
	if e.Version < 0 || !e.Channels.valid() || (e.Channel != 0 && !e.Channel.valid()) {
		return worded.Say("a version or channel out of range", "版本或渠道超出范围")
	}
	for _, s := range [...]string{e.Contact, e.Name, e.Title, e.Email, e.Phone, e.Lang} {
		if !usable(s) {
			return worded.Say("a field is not an id or digest", "有字段不是编号或摘要")
		}
	}
	switch e.Type {
	case EventContactAdded, EventContactModified, EventContactDeleted, EventContactSelected,
		EventContactDeselected, EventContactVerified:
		if e.Contact == "" {
			return worded.Say("no contact", "缺少联系人")
		}
	case EventChannelsSet, EventOwnerSet:
	default:
		return worded.Say("the type is not known", "类型未知")
	}
	return nil
}

// strictJSON decodes one bounded JSON value without unknown fields or trailing bytes.
func strictJSON(data []byte, into any) error {
	if len(data) > MaxRecordLen {
		return worded.Say("%d bytes, at most %d are read", "长 %d 字节，超过上限 %d", len(data), MaxRecordLen)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return worded.Say("%v", "不是可读取的 JSON（%v）", err).Because(err)
	}
	if dec.InputOffset() != int64(len(data)) {
		return worded.Say("bytes after the value", "内容之后还有字节")
	}
	return nil
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, worded.Say("a time is not RFC 3339: %q", "时间不是 RFC 3339 格式：%q", clip(s))
	}
	return t.UTC(), nil
}

func channelList(s Channels) []string {
	var names []string
	for _, c := range s.List() {
		names = append(names, c.String())
	}
	return names
}

func channelSet(names []string) (Channels, error) {
	var s Channels
	for _, name := range names {
		c, err := ParseChannel(name)
		if err != nil {
			return 0, err
		}
		s = s.Add(c)
	}
	return s, nil
}
