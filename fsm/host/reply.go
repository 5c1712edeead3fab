// SPDX-License-Identifier: Apache-2.0

package host

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/notify"
)

// Reply is the answer to a command that was accepted. A command given again under its id gets the same one, value
// for value, whatever happened since.
type Reply struct {
	// Version is the stream's after the command.
	Version uint64
	// Events are what the command led to; none if nothing changed.
	Events []fsm.Event
	// Warnings are what the applicant should know although the command was accepted.
	Warnings []Warning
	// Subject is the subject as the command left it, with the filing's state and deadlines.
	Subject fsm.Subject
}

// Warning is a warning in words, as it is kept with the command.
type Warning struct {
	Code   string `json:"code"`
	Key    string `json:"key"`
	Source string `json:"source,omitempty"`
	// EN and ZH say what it is and what to do next.
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// Text gives the warning in "zh" or English.
func (w Warning) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return w.ZH
	}
	return w.EN
}

// BookReply is the answer to a contact book's command, the same for every delivery.
type BookReply struct {
	Version uint64
	Events  []notify.BookEvent
	// Book is the book as the command left it.
	Book notify.Book
}

// kept is the part of a reply that the records do not hold.
type kept struct {
	Schema   int       `json:"schema"`
	Command  string    `json:"command"`
	Digest   string    `json:"digest,omitempty"` // of what the command said; replies of the first release have none
	Warnings []Warning `json:"warnings,omitempty"`
}

const replySchema = 1

func newReply(command string, said digest, warnings []fsm.Reason) kept {
	k := kept{Schema: replySchema, Command: command, Digest: said.String()}
	for _, r := range warnings {
		k.Warnings = append(k.Warnings, Warning{
			Code: r.Code(), Key: r.Key(), Source: r.Source(),
			EN: r.What("en") + "; " + r.Remedy("en"), ZH: r.What("zh") + "；" + r.Remedy("zh"),
		})
	}
	return k
}

func (k kept) encode() ([]byte, error) {
	if len(k.Warnings) > 0 {
		return json.Marshal(k)
	}
	text := strconv.AppendInt(append(make([]byte, 0, 80), `{"schema":`...), int64(k.Schema), 10)
	text = strconv.AppendQuote(append(text, `,"command":`...), k.Command) // names are of a closed set
	return append(strconv.AppendQuote(append(text, `,"digest":`...), k.Digest), '}'), nil
}

// decodeReply reads what was kept, and refuses an id that stands for another command.
func decodeReply(data []byte, command string, said digest, id string) (kept, error) {
	var k kept
	if err := json.Unmarshal(data, &k); err != nil || k.Schema != replySchema {
		return kept{}, fmt.Errorf("%w: command %q is stored, and its reply has a form this release does not read (schema %d); use the release that wrote it", ErrReply, id, k.Schema)
	}
	if k.Command != command {
		return kept{}, fmt.Errorf("%w: command id %q stands for %s and came now with %s; give every command an id of its own", ErrReused, id, k.Command, command)
	}
	if k.Digest != "" && k.Digest != said.String() {
		return kept{}, fmt.Errorf("%w: command id %q stands for another %s, which is stored; this one says something else and is not: give every command an id of its own, and say the same when you give one again", ErrReused, id, command)
	}
	return k, nil
}
