// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"bytes"
	"fmt"
	"strconv"
)

const noticeSchema = 1

// noticeWire is the layout of schema 1, for reading; Notice.append writes it.
type noticeWire struct {
	Schema     int      `json:"schema"`
	Kind       string   `json:"kind"`
	Audience   string   `json:"audience"`
	Channels   []string `json:"channels"`
	Topic      string   `json:"topic"`
	Account    string   `json:"account"`
	Subject    string   `json:"subject"`
	Filing     string   `json:"filing"`
	Contact    string   `json:"contact"`
	Version    int      `json:"version"`
	Named1     string   `json:"named1"`
	Named2     string   `json:"named2"`
	Region     string   `json:"region"`
	FilingKind string   `json:"filing_kind"`
	Due        string   `json:"due"`
	Index      int      `json:"index"`
	At         string   `json:"at"`
}

// MarshalJSON gives the bytes an outbox row holds: canonical, with a schema number, one
// spelling for one notice. A notice that is not valid is the error NTF-020.
func (n Notice) MarshalJSON() ([]byte, error) {
	if err := n.Validate(); err != nil {
		return nil, err
	}
	return n.append(make([]byte, 0, 512)), nil
}

// append writes a valid notice: its texts are plain ASCII that JSON takes as it is.
func (n Notice) append(b []byte) []byte {
	b = append(b, `{"schema":`...)
	b = strconv.AppendInt(b, noticeSchema, 10)
	b = appendText(b, "kind", n.Kind.String())
	b = appendText(b, "audience", n.Audience.String())
	b = append(b, `,"channels":[`...)
	for c, sep := ChannelEmail, ""; c.valid(); c++ {
		if n.Channels.Has(c) {
			b = append(b, sep+`"`+c.String()+`"`...)
			sep = ","
		}
	}
	b = append(b, ']')
	b = appendText(b, "topic", n.Topic)
	b = appendText(b, "account", n.Account)
	b = appendText(b, "subject", n.Subject)
	b = appendText(b, "filing", n.Filing)
	b = appendText(b, "contact", n.Contact)
	if n.Version != 0 {
		b = append(b, `,"version":`...)
		b = strconv.AppendInt(b, int64(n.Version), 10)
	}
	b = appendText(b, "named1", n.Named[0])
	b = appendText(b, "named2", n.Named[1])
	b = appendText(b, "region", n.Region)
	b = appendText(b, "filing_kind", n.FilingKind)
	b = appendText(b, "due", formatTime(n.Due))
	b = append(b, `,"index":`...)
	b = strconv.AppendInt(b, int64(n.Index), 10)
	b = appendText(b, "at", formatTime(n.At))
	return append(b, '}')
}

// appendText writes a member; an empty text has none.
func appendText(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":"`...)
	b = append(b, text...)
	return append(b, '"')
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
