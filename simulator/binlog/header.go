// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
)

// Header says which run a log is of. The same header always gives the same log and the same digest.
type Header struct {
	// Spec names the rules by which filings are made and written, Seed the filings.
	Spec string `json:"spec"`
	Seed uint64 `json:"seed"`
	// First is the number of the first filing, Filings how many follow from it on.
	First   int `json:"first"`
	Filings int `json:"filings"`
	// From is the first day of the starts, Days over how many days they are spread.
	From string `json:"from"`
	Days int    `json:"days"`
	// Policy and Calendar identify what judged and counted, before any plant.
	Policy   string `json:"policy"`
	Calendar string `json:"calendar"`
	Plant    string `json:"plant,omitempty"`
	// Profile holds every other choice that changes the filings, as one line; empty for the usual ones.
	Profile string `json:"profile,omitempty"`
	// Own are the beginnings of ids that end with the number of the filing, such as "s-"; Words are written as numbers.
	// A word of three parts with tabs between them is an answer: decision, value, rule.
	Own   []string `json:"own,omitempty"`
	Words []string `json:"words,omitempty"`

	// names are those of every closed set, by value, of the release that wrote the log; nil: of this one.
	names [][]string
}

// written is a header as it is written.
type written struct {
	*Header
	Names [][]string `json:"names"`
}

// magic begins every binary log; its last byte is the version of the form.
var magic = []byte{0x8c, 'I', 'C', 'P', 'L', 'O', 'G', 2}

const (
	maxHeader = 1 << 20
	maxRecord = 1 << 22 // of a line
	maxFrame  = 1 << 22
)

// Append appends the beginning of a log.
func (h *Header) Append(dst []byte) []byte {
	names := setNames()
	text, err := json.Marshal(written{h, names[:]})
	if err != nil {
		panic("binlog: a header is always JSON: " + err.Error())
	}
	dst = append(dst, magic...)
	start := len(dst)
	dst = binary.AppendUvarint(dst, uint64(len(text)))
	dst = append(dst, text...)
	return binary.LittleEndian.AppendUint32(dst, crc32.Update(0, castagnoli, dst[start:]))
}

// AppendEnd appends the end of a log: how many filings it holds, and the digest they gave.
func (h *Header) AppendEnd(dst []byte, filings int, root [32]byte) []byte {
	var f frame
	dst = append(f.begin(dst), 0, controlEnd)
	dst = binary.AppendUvarint(dst, uint64(filings))
	return f.seal(append(dst, root[:]...))
}

// Identity is what the digest says of the run, beside its filings: all of the header but Own and Words, in lines.
func (h *Header) Identity() []byte {
	return fmt.Appendf(nil, "%s\nseed %d\nfirst %d\nfilings %d\nfrom %s days %d\npolicy %s\ncalendar %s\nplant %s\nprofile %s\n",
		h.Spec, h.Seed, h.First, h.Filings, h.From, h.Days, h.Policy, h.Calendar, h.Plant, h.Profile)
}

// parseHeader reads the JSON of a header.
func parseHeader(text []byte) (h Header, err error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	w := written{Header: &h}
	if err := dec.Decode(&w); err != nil {
		return h, err
	}
	if h.names = w.Names; len(h.names) != int(numSets) {
		return h, errors.New("the names are those of another release")
	}
	for _, names := range h.names {
		if len(names) > maxNames {
			return h, errors.New("the names are too many")
		}
	}
	if dec.InputOffset() != int64(len(text)) {
		return h, errors.New("something follows the header")
	}
	if h.First < 0 || h.Filings < 0 || len(h.Words) > maxWords || len(h.Own) > maxOwn {
		return h, errors.New("the header is out of range")
	}
	seen := map[string]bool{}
	for _, w := range h.Words {
		if w == "" || len(w) > maxWordLen || seen[w] {
			return h, errors.New("a word is empty, too long or there twice")
		}
		seen[w] = true
	}
	for _, w := range h.Own {
		if len(w) != 2 || w[0] < 'a' || w[0] > 'z' || w[1] != '-' || seen[w] {
			return h, errors.New("an own word is none")
		}
		seen[w] = true
	}
	return h, nil
}
