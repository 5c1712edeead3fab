// SPDX-License-Identifier: Apache-2.0

// Package host is the small loop around a filing machine: load, decide, confirm, append, deliver, tick.
//
// Most readers want [New] and [Host.Do]:
//
//	h, err := host.New(machine, journal.NewMemory(), host.Options{Notifiers: …, Directory: …})
//	reply, err := h.Do(ctx, "s-1", "cmd-1", fsm.Submit{})
//
// The host application's duties, in order:
//
//  1. Name every subject by a keyed hash of its certificate, every command by an id of its own that stays the same
//     however often the command is delivered, and every person and file by an opaque reference. Names, phone numbers
//     and addresses stay in the application's [notify.Directory], those of an account's owner under [notify.OwnerID].
//  2. Give commands to [Host.Do] and show the answer: a [Reply], or a *fsm.Refusal with every reason and remedy. A
//     refusal changes nothing and is not kept; the same command may be accepted later.
//  3. After an error with [ErrUnknown], give the same command again with the same id: it is never applied twice.
//     After journal.ErrFailed, open the journal again and make a new Host.
//  4. Keep the contacts through [Host.Contacts]. They decide who is told, at the moment of telling.
//  5. Let time pass and messages out: [Host.Start] and [Host.Stop], or [Host.Tick] and [Host.Deliver] from a scheduler
//     of the application's own. Nothing runs before that.
//  6. Look after what the loop reports, to Options.Logger and Options.Observer: a dead letter, a stopped channel, messages
//     held up by a book or directory that cannot be read, a notice that reaches nobody, a notifier that panicked, each an
//     [Observation], and a *[CorruptError], which names the record that cannot be read. Nothing is skipped, nothing is cut
//     off, and no other subject waits. Without a logger and an observer nobody hears of a message that nobody got.
//  7. Keep the clocks of all processes right. They judge commands, deadlines and leases.
//
// What one command goes through is this, and an application that needs another loop can write it in as many lines:
//
//	for {
//		for _, r := range load(stream, subject.Version) {         // journal.Load
//			if r.CommandID == id { return sameReplyAgain() }
//			event, err := fsm.Decode(r.Type, r.Schema, r.Data)   // a foreign record stops here
//			subject = fsm.Evolve(subject, event)
//		}
//		step, err := machine.Decide(subject, command, now())     // a *fsm.Refusal ends here
//		err = machine.Confirm(&subject, &step)                   // looplab executes the move
//		after := fsm.Replay(subject, step.Events)
//		err = journal.Append(ctx, journal.Commit{                // all of it or nothing
//			Stream: stream, Expected: subject.Version, CommandID: id,
//			Records: encode(step.Events), Outbox: rows(step.Notices), Timers: timer(after.NextDue()), Reply: reply,
//		})
//		if err == nil { return reply }                           // a lost race, or a commit of unknown effect: again
//	}
//
// Streams: "subject/<id>" holds a subject, "contacts/<account>" a contact book. Each subject has one timer, named
// "deadline", that follows [fsm.Subject.NextDue]; what it leads to has the command id "timer/…", so that a timer that
// fires again after a crash changes nothing. A deadline that is pending has no timer and stops nothing. A message that is
// given up is noted in its filing with the command id "dead/…", before its row is put aside. Command ids of the
// application begin with neither.
//
// Beside the loop: [Host.Desk] answers across subjects (due today, overdue, who is waited for, what a policy would
// change), [Host.Support] words where a filing stands, [Host.ReplanAll] counts again after a notice was loaded, and
// [Host.Export] writes the journal as text, which [ReadExport] reads.
//
// A Host is safe for concurrent use, and several processes may share one journal: whoever appends first wins, and the
// others decide again.
package host
