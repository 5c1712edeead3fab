// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"bytes"
	"encoding/json"
	"fmt"
)

const noticeSchema = 1

// noticeWire is the layout of schema 1. The order of the fields is the canonical order.
type noticeWire struct {
	Schema     int      `json:"schema"`
	Kind       string   `json:"kind"`
	Audience   string   `json:"audience"`
	Channels   []string `json:"channels"`
	Topic      string   `json:"topic"`
	Account    string   `json:"account"`
	Subject    string   `json:"subject,omitempty"`
	Filing     string   `json:"filing,omitempty"`
	Contact    string   `json:"contact,omitempty"`
	Version    int      `json:"version,omitempty"`
	Named1     string   `json:"named1,omitempty"`
	Named2     string   `json:"named2,omitempty"`
	Region     string   `json:"region,omitempty"`
	FilingKind string   `json:"filing_kind,omitempty"`
	Due        string   `json:"due,omitempty"`
	Index      int      `json:"index"`
	At         string   `json:"at"`
}

// MarshalJSON gives the bytes an outbox row holds: canonical, with a schema number, one
// spelling for one notice. A notice that is not valid is the error NTF-020.
func (n Notice) MarshalJSON() ([]byte, error) {
	if err := n.Validate(); err != nil {
		return nil, err
	}
	return json.Marshal(noticeWire{
		Schema: noticeSchema, Kind: n.Kind.String(), Audience: n.Audience.String(), Channels: channelList(n.Channels),
		Topic: n.Topic, Account: n.Account, Subject: n.Subject, Filing: n.Filing, Contact: n.Contact, Version: n.Version,
		Named1: n.Named[0], Named2: n.Named[1], Region: n.Region, FilingKind: n.FilingKind,
		Due: formatTime(n.Due), Index: n.Index, At: formatTime(n.At),
	})
}

// UnmarshalJSON reads what [Notice.MarshalJSON] wrote and nothing else: unknown fields,
// another schema, another spelling of the same notice and more than [MaxRecordLen] bytes
// are the error NTF-021. Times come back in UTC.
func (n *Notice) UnmarshalJSON(data []byte) error {
	got, err := decodeNotice(data)
	if err != nil {
		return fmt.Errorf("NTF-021: not a notice: %w; check that this outbox row was written by a release no newer than this one", err)
	}
	*n = got
	return nil
}

func decodeNotice(data []byte) (Notice, error) {
	var w noticeWire
	if err := strictJSON(data, &w); err != nil {
		return Notice{}, err
	}
	if w.Schema != noticeSchema {
		return Notice{}, fmt.Errorf("schema %d is not known, only %d", w.Schema, noticeSchema)
	}
	n := Notice{
		Kind: byName[Kind](kindNames[:], w.Kind), Audience: byName[Audience](audienceNames[:], w.Audience),
		Topic: w.Topic, Account: w.Account, Subject: w.Subject, Filing: w.Filing, Contact: w.Contact, Version: w.Version,
		Named: [2]string{w.Named1, w.Named2}, Region: w.Region, FilingKind: w.FilingKind, Index: w.Index,
	}
	var err error
	if n.Channels, err = channelSet(w.Channels); err != nil {
		return Notice{}, err
	}
	if n.Due, err = parseTime(w.Due); err != nil {
		return Notice{}, err
	}
	if n.At, err = parseTime(w.At); err != nil {
		return Notice{}, err
	}
	again, err := n.MarshalJSON()
	if err != nil {
		return Notice{}, err
	}
	if !bytes.Equal(again, data) {
		return Notice{}, errNotCanonical
	}
	return n, nil
}

// byName gives the value whose name it is, 0 for none.
func byName[T ~uint8](names []string, name string) T {
	for i, have := range names {
		if i > 0 && have == name {
			return T(i)
		}
	}
	return 0
}
