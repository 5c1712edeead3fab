// SPDX-License-Identifier: Apache-2.0

package host

// Observation is one thing that happened, small enough to count: which command ended how, which message is in
// trouble. It holds ids and names of closed sets, never personal data.
type Observation struct {
	// Stream is "subject/<id>" or "contacts/<account>".
	Stream string
	// Command and CommandID are of the command; empty for messages.
	Command, CommandID string
	// Outcome is one of: accepted, repeated, unchanged, refused, failed (a command); dead_letter (a message was given
	// up and is kept), nobody_told (by the contact book as it stands nobody is told of something: the code is no_channel or
	// no_receiver), channel_stopped (the channel's settings let nothing pass; messages wait), held_up (the contact book,
	// the directory or the proof could not be asked for, or a newer release wrote it; messages wait), notifier_panicked
	// (whether the message went is not known; it goes again).
	Outcome string
	// Code is the first code of a refusal, the notifier's, or one of deliver.Letter's.
	Code string
	// Version is the stream's after the command.
	Version uint64
	// Attempts counts the decisions made, or the attempts to send.
	Attempts int
	// Channel and Receiver are of the message; empty for commands.
	Channel, Receiver string
}

// The outcomes of observations.
const (
	accepted       = "accepted"
	repeated       = "repeated"
	unchanged      = "unchanged"
	refused        = "refused"
	failed         = "failed"
	deadLetter     = "dead_letter"
	nobodyTold     = "nobody_told"
	channelStopped = "channel_stopped"
	heldUp         = "held_up"

	notifierPanicked = "notifier_panicked"
)
