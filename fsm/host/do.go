// SPDX-License-Identifier: Apache-2.0

package host

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm"
)

// Do gives a command to a subject and answers when it is stored. commandID names this command for ever: given again
// it changes nothing and gets the same reply; another command under it, or this one with other content, is [ErrReused].
// A command that is not possible is a *fsm.Refusal; it is not stored, and may be given again when its reasons are gone.
// A command that changes nothing, such as a Tick with nothing due, is not stored either.
//
// An [fsm.Open] that does not say whether notifications are configured is completed from the account's contact book
// (S2-6).
//
// Of the other errors, only [ErrUnknown] leaves open whether the command is stored. A ctx that ends before the commit
// begins stops the command; from then on the journal finishes it or says that it does not know.
func (h *Host) Do(ctx context.Context, subjectID, commandID string, c fsm.Command) (Reply, error) {
	if err := errors.Join(checkID("subject id", subjectID), checkCommandID(commandID)); err != nil {
		return Reply{}, err
	}
	return h.do(ctx, subjectID, commandID, c, time.Time{})
}

// checkCommandID wants an id that is not one of the host's own.
func checkCommandID(id string) error {
	for _, own := range []string{timerPrefix, deadPrefix} {
		if strings.HasPrefix(id, own) {
			return fmt.Errorf("%w: command ids that begin with %q are the host's own; choose another", ErrArgument, own)
		}
	}
	return checkID("command id", id)
}

// do is Do without the checks. The command is not judged before a time.
func (h *Host) do(ctx context.Context, subjectID, commandID string, c fsm.Command, notBefore time.Time) (Reply, error) {
	name, err := nameOf(c)
	if err != nil {
		return Reply{}, err
	}
	said := digestOf(c) // as it was given: whether the account has notifications configured may have changed since
	if c, err = h.completed(ctx, c); err != nil {
		return Reply{}, err
	}
	s := h.history(subjectID)
	defer h.release(s)
	s.cmd, s.name, s.said, s.notBefore = c, name, said, notBefore
	x := &execution{h: h, stream: s.stream, id: commandID, history: s}
	outcome, data, err := x.run(ctx)
	k := s.reply
	if err == nil && outcome == repeated {
		k, err = decodeReply(data, name, said, commandID)
	}
	h.observe(x, outcome, err)
	if outcome != failed && outcome != repeated {
		h.remember(s)
	}
	if err != nil {
		return Reply{}, err
	}
	return Reply{Version: s.subject.Version, Events: s.own, Warnings: k.Warnings, Subject: s.subject}, nil
}

// nameOf reads the command's name; none and a nil pointer are a mistake of the caller.
func nameOf(c fsm.Command) (name string, err error) {
	defer func() {
		if c == nil || recover() != nil {
			err = fmt.Errorf("%w: no command was given; pass one of the command structs of package fsm", ErrArgument)
		}
	}()
	if c == nil {
		return "", nil
	}
	return c.Name().String(), nil
}

// completed fills in whether the account has notifications configured.
func (h *Host) completed(ctx context.Context, c fsm.Command) (fsm.Command, error) {
	var open fsm.Open
	switch v := c.(type) {
	case fsm.Open:
		open = v
	case *fsm.Open:
		if v == nil {
			return c, nil
		}
		open = *v
	default:
		return c, nil
	}
	if open.NotificationsConfigured || checkID("account", open.Account) != nil {
		return c, nil // said already, or for the machine to refuse
	}
	book, err := h.Book(ctx, open.Account)
	if err != nil {
		return nil, err
	}
	open.NotificationsConfigured = book.Configured()
	return open, nil
}

// observe tells logger and observer how a command ended.
func (h *Host) observe(x *execution, outcome string, err error) {
	o := Observation{
		Stream: x.stream, Command: x.history.command(), CommandID: x.id, Outcome: outcome,
		Version: x.history.version(), Attempts: x.attempts,
	}
	if err != nil {
		o.Outcome = failed
		if code, ok := refusalCode(err); ok && !errors.Is(err, ErrUnknown) {
			o.Outcome, o.Code = refused, code
		}
	}
	if o.Outcome == failed {
		h.o.Logger.Error("command failed", "stream", o.Stream, "command", o.Command, "command_id", o.CommandID, "error", err)
	}
	h.o.Observer(o)
}
