// SPDX-License-Identifier: Apache-2.0

package notify

// BookCommand is what someone asks of a contact book: one of the structs below, by value or by pointer. Personal
// fields arrive as keyed digests, made by the host's directory when it stored the texts.
type BookCommand interface {
	// Command gives the stable name: add_contact, verify_contact, …
	Command() string
	isBookCommand()
}

// AddContact enters a contact (S2-22, S2-23). The contact starts unverified and unselected,
// and a verification goes to it (S2-24). An id is used once: a deleted contact's id stays
// taken.
type AddContact struct {
	ID                        string
	Version                   int    // as the directory stored it; 0 means 1
	Name, Title, Email, Phone string // keyed digests; Phone may be ""
	Lang                      string // "en", "zh" or ""
}

// ModifyContact replaces what is known of a contact (S2-32). Changed information must be
// verified again before the contact receives anything (S2-33); selection stays.
type ModifyContact struct {
	ID                        string
	Version                   int // as the directory stored it, above the one in use; 0 means the next
	Name, Title, Email, Phone string
	Lang                      string
}

// DeleteContact removes a contact and frees its place (S2-32).
type DeleteContact struct{ ID string }

// SelectContact is the ticked box after Save: the contact becomes a receiver as soon as it
// is also verified (S2-27). A tick that was not saved is no command.
type SelectContact struct{ ID string }

// DeselectContact is the cleared box after Save: the contact stays in the book (S2-28).
type DeselectContact struct{ ID string }

// VerifyContact is the contact's own confirmation of one address (S2-25). Version is the
// one the verification was sent for: a link of an earlier version verifies nothing.
type VerifyContact struct {
	ID      string
	Version int
	Channel Channel // ChannelEmail, or ChannelSMS for a phone
}

// SetChannels chooses how the account is told; at least one channel stays (S2-14, A-09).
type SetChannels struct{ Channels Channels }

// SetOwner says whether the account's owner is told; so by default (S2-5).
type SetOwner struct{ Receives bool }

// Command gives the stable name.
func (AddContact) Command() string { return "add_contact" }

// Command gives the stable name.
func (ModifyContact) Command() string { return "modify_contact" }

// Command gives the stable name.
func (DeleteContact) Command() string { return "delete_contact" }

// Command gives the stable name.
func (SelectContact) Command() string { return "select_contact" }

// Command gives the stable name.
func (DeselectContact) Command() string { return "deselect_contact" }

// Command gives the stable name.
func (VerifyContact) Command() string { return "verify_contact" }

// Command gives the stable name.
func (SetChannels) Command() string { return "set_channels" }

// Command gives the stable name.
func (SetOwner) Command() string { return "set_owner" }

func (AddContact) isBookCommand()      {}
func (ModifyContact) isBookCommand()   {}
func (DeleteContact) isBookCommand()   {}
func (SelectContact) isBookCommand()   {}
func (DeselectContact) isBookCommand() {}
func (VerifyContact) isBookCommand()   {}
func (SetChannels) isBookCommand()     {}
func (SetOwner) isBookCommand()        {}
