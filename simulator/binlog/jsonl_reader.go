// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// line is one line of a log of JSON lines.
type line struct {
	N      int             `json:"n"`
	Type   string          `json:"type"`
	Schema int             `json:"schema"`
	Data   json.RawMessage `json:"data"`
}

// nextLine reads an entry from its line.
func (r *Reader) nextLine() (*Entry, error) {
	r.offset = r.next
	text, err := r.wholeLine()
	if err != nil {
		return nil, err
	}
	r.line++
	if text[len(text)-1] != '\n' {
		return nil, r.cut(worded.Say("its last line is not complete", "最后一行不完整"))
	}
	r.next += int64(len(text))
	var l line
	if err := strict(text, &l); err != nil {
		return nil, r.corrupt(worded.Words{EN: "it is no line of a log: " + plain(err), ZH: "不是日志中的一行"}, notALog)
	}
	if l.N < r.filing {
		return nil, r.corrupt(worded.Say("filing %d stands after filing %d", "第 %d 号备案出现在第 %d 号之后", l.N, r.filing), writeAgain)
	}
	r.filing = l.N
	r.entry = Entry{N: l.N}
	if err := l.read(&r.entry); err != nil {
		return nil, r.corrupt(worded.Words{EN: l.Type + ": " + plain(err), ZH: l.Type + " 无法解读"}, newerOne)
	}
	return &r.entry, nil
}

// wholeLine reads up to a newline; io.EOF if there is nothing left.
func (r *Reader) wholeLine() ([]byte, error) {
	r.content = r.content[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		r.content = append(r.content, part...)
		switch {
		case err == nil, errors.Is(err, io.EOF) && len(r.content) > 0:
			return r.content, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(r.content) > maxRecord:
			r.line++
			return nil, r.corrupt(worded.Say("it is longer than any line can be", "超过一行应有的长度"), notALog)
		}
	}
}

func (l *line) read(e *Entry) (err error) {
	room, name, _ := strings.Cut(l.Type, "/")
	if l.Schema != 1 && room != "filing" { // package fsm knows its own
		return errors.New("this release reads schema 1")
	}
	switch room {
	case "filing":
		var x fsm.Event
		x, err = fsm.Decode(l.Type, l.Schema, l.Data)
		e.Event = &x
	case "book":
		var x notify.BookEvent
		x, err = notify.DecodeBookEvent(l.Data)
		if err == nil && x.Type != name {
			err = errors.New("the event is a " + x.Type)
		}
		e.Book = &x
	case typeNotice:
		e.Notice, err = readNotice(l.Data)
	case typeDelivery:
		e.Delivery, err = readDelivery(l.Data)
	case typeRefused:
		e.Refusal, err = readRefusal(l.Data)
	case typeFault:
		e.Fault, err = readFault(l.Data)
	default:
		err = errors.New("no entry has this type")
	}
	return err
}

func readNotice(data []byte) (*Notice, error) {
	var w struct {
		Stream   string `json:"stream"`
		Version  uint64 `json:"version"`
		Index    int    `json:"index"`
		Kind     string `json:"kind"`
		Audience string `json:"audience"`
		Topic    string `json:"topic"`
		At       int64  `json:"at"`
		Due      *int64 `json:"due"`
	}
	if err := strict(data, &w); err != nil {
		return nil, err
	}
	names := setNames()
	kind, audience := place(names[setNotice], w.Kind), place(names[setAudience], w.Audience)
	if kind <= 0 || audience <= 0 {
		return nil, errors.New("a name is unknown to this release")
	}
	n := &Notice{Stream: w.Stream, Version: w.Version}
	n.Index, n.Kind, n.Audience, n.Topic, n.At = w.Index, notify.Kind(kind), notify.Audience(audience), w.Topic, instant(w.At)
	if w.Due != nil {
		n.Due = instant(*w.Due)
	}
	return n, nil
}

func readDelivery(data []byte) (*Delivery, error) {
	var w struct {
		Key            string `json:"key"`
		AddressVersion int    `json:"address_version"`
		At             int64  `json:"at"`
		Again          bool   `json:"again"`
	}
	if err := strict(data, &w); err != nil {
		return nil, err
	}
	parts := strings.Split(w.Key, "/")
	if len(parts) != 5 {
		return nil, errors.New("its key is none")
	}
	version, err1 := strconv.ParseUint(parts[1], 10, 64)
	index, err2 := strconv.Atoi(parts[2])
	channel, err3 := notify.ParseChannel(parts[4])
	if errors.Join(err1, err2, err3) != nil {
		return nil, errors.New("its key is none")
	}
	to := notify.Receiver{ID: parts[3], Channel: channel, AddressVersion: w.AddressVersion}
	return &Delivery{Stream: parts[0], Version: version, Index: index, To: to, At: instant(w.At), Again: w.Again}, nil
}

func readFault(data []byte) (*fault.Logged, error) {
	var w struct {
		Kind     string `json:"kind"`
		Target   string `json:"target"`
		N        int    `json:"n"`
		Version  uint64 `json:"version"`
		Position int    `json:"position"`
		At       int64  `json:"at"`
	}
	if err := strict(data, &w); err != nil {
		return nil, err
	}
	x := &fault.Logged{At: instant(w.At), Recovered: w.Kind == recoveredKind, Version: w.Version, Position: w.Position}
	kind, ok := fault.ParseKind(w.Kind)
	if !ok && !x.Recovered {
		return nil, errors.New("no fault has this name")
	}
	x.Fault = fault.Fault{Kind: kind, Target: w.Target, N: w.N}
	return x, nil
}

func readRefusal(data []byte) (*Refusal, error) {
	var w struct {
		Command string   `json:"command"`
		At      int64    `json:"at"`
		Codes   []string `json:"codes"`
	}
	err := strict(data, &w)
	return &Refusal{Command: w.Command, At: instant(w.At), Codes: w.Codes}, err
}

func instant(us int64) time.Time { return time.UnixMicro(us).UTC() }

func place(names []string, name string) int {
	for i := range names {
		if names[i] == name && name != "" {
			return i
		}
	}
	return -1
}

// strict reads one JSON value without unknown fields and with nothing after it but space.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if len(bytes.TrimSpace(data[dec.InputOffset():])) > 0 {
		return errors.New("something follows it")
	}
	return nil
}

// plain words an error of a reader of JSON.
func plain(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}
