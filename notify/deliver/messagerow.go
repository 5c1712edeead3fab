// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/notify"
)

// messageWire is the data of a message's row, schema 1: the notice, and who of its
// receivers is meant. It holds ids, no address.
type messageWire struct {
	Schema   int           `json:"schema"`
	Since    time.Time     `json:"since"` // when the notice was expanded
	Receiver string        `json:"receiver"`
	Notice   notify.Notice `json:"notice"`
}

const (
	messageSchema  = 1
	longestMessage = notify.MaxRecordLen + 512
)

func messageRow(r Row, n notify.Notice, to notify.Receiver, now time.Time) (Row, error) {
	notice, err := n.MarshalJSON()
	if err != nil {
		return Row{}, err
	}
	data := fmt.Appendf(nil, `{"schema":%d,"since":%q,"receiver":%q,"notice":%s}`, // ids are plain ASCII
		messageSchema, now.UTC().Format(time.RFC3339Nano), to.ID, notice)
	return Row{
		Key: notify.Key(r.Stream, r.Version, n, to), Queue: to.Channel.String(), Lane: lane(n, to.ID), Data: data,
	}, nil
}

func decodeMessage(data []byte) (messageWire, error) {
	var w messageWire
	err := func() error {
		if len(data) > longestMessage {
			return fmt.Errorf("%d bytes, at most %d are read", len(data), longestMessage)
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&w); err != nil {
			return err
		}
		if w.Schema != messageSchema {
			return fmt.Errorf("schema %d is not known, only %d", w.Schema, messageSchema)
		}
		if dec.InputOffset() != int64(len(data)) || w.Receiver == "" || w.Since.IsZero() {
			return errors.New("it is incomplete or followed by other bytes")
		}
		return w.Notice.Validate() // one that is not there was not read
	}()
	if err != nil {
		return messageWire{}, fmt.Errorf("NTF-044: not a message of delivery: %w; check that the row was written by a release no newer than this one", err)
	}
	return w, nil
}
