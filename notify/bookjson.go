// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
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
		return nil, fmt.Errorf("NTF-022: book event %q cannot be recorded: %w; append only what DecideBook gave", clip(e.Type), err)
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
		return BookEvent{}, fmt.Errorf("NTF-022: not a book event: %w; check that this record belongs to a contact book and was not edited", err)
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

var errNotCanonical = errors.New("the bytes are not in canonical form")

func (e BookEvent) validate() error {
	if e.Schema != bookSchema {
		return fmt.Errorf("schema %d is not known, only %d", e.Schema, bookSchema)
	}
	if e.At.IsZero() || !timeFits(e.At) {
		return errors.New("no usable time")
	}
	if e.Version < 0 || !e.Channels.valid() || (e.Channel != 0 && !e.Channel.valid()) {
		return errors.New("a version or channel out of range")
	}
	for _, s := range [...]string{e.Contact, e.Name, e.Title, e.Email, e.Phone, e.Lang} {
		if !usable(s) {
			return errors.New("a field is not an id or digest")
		}
	}
	switch e.Type {
	case EventContactAdded, EventContactModified, EventContactDeleted, EventContactSelected,
		EventContactDeselected, EventContactVerified:
		if e.Contact == "" {
			return errors.New("no contact")
		}
	case EventChannelsSet, EventOwnerSet:
	default:
		return errors.New("the type is not known")
	}
	return nil
}

// strictJSON decodes one bounded JSON value without unknown fields or trailing bytes.
func strictJSON(data []byte, into any) error {
	if len(data) > MaxRecordLen {
		return fmt.Errorf("%d bytes, at most %d are read", len(data), MaxRecordLen)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if dec.InputOffset() != int64(len(data)) {
		return errors.New("bytes after the value")
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
		return time.Time{}, fmt.Errorf("a time is not RFC 3339: %q", clip(s))
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
