// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"encoding/json"
	"time"

	"github.com/icpfiling/icp/notify"
)

// envelope is the body Standard Webhooks recommends: type, timestamp, data. It is the same
// for every attempt.
type envelope struct {
	Type      string    `json:"type"` // "icp." and the topic
	Timestamp time.Time `json:"timestamp"`
	Data      data      `json:"data"`
}

// data says what happened, in ids and words, without personal data.
type data struct {
	Kind       string    `json:"kind"`
	Account    string    `json:"account"`
	Filing     string    `json:"filing,omitempty"`
	FilingKind string    `json:"filing_kind,omitempty"`
	Region     string    `json:"region,omitempty"`
	Due        time.Time `json:"due,omitzero"`
	Lang       string    `json:"lang"`
	Subject    string    `json:"subject"`
	Text       string    `json:"text"`
}

func payload(m notify.Message) ([]byte, error) {
	n := m.Notice
	e := envelope{Type: "icp." + n.Topic, Timestamp: n.At.UTC(), Data: data{
		Kind: n.Kind.String(), Account: n.Account, Filing: n.Filing, FilingKind: n.FilingKind, Region: n.Region,
		Lang: m.Lang, Subject: m.Subject, Text: m.Text,
	}}
	if !n.Due.IsZero() {
		e.Data.Due = n.Due.UTC()
	}
	return json.Marshal(e)
}
