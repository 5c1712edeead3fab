// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/notify"

var contactIDs = func() (ids [20]string) {
	for i := range ids {
		ids[i] = "c-" + string(rune('a'+i))
	}
	return ids
}()

// What the owners of all accounts say to their books, made once.
var (
	addCommands = func() (all [len(contactIDs)][2]notify.BookCommand) {
		for i, id := range contactIDs {
			c := notify.AddContact{ID: id, Name: "h-n1", Title: "h-t1", Email: "h-e1"}
			all[i][0] = c
			c.Phone = "h-p1"
			all[i][1] = c
		}
		return all
	}()
	verifyCommands = func() (all [len(contactIDs)][2]notify.BookCommand) {
		for i, id := range contactIDs {
			all[i][0] = notify.VerifyContact{ID: id, Version: 1, Channel: notify.ChannelEmail}
			all[i][1] = notify.VerifyContact{ID: id, Version: 1, Channel: notify.ChannelSMS}
		}
		return all
	}()
	deleteCommands = func() (all [len(contactIDs)]notify.BookCommand) {
		for i, id := range contactIDs {
			all[i] = notify.DeleteContact{ID: id}
		}
		return all
	}()
	// By channel: e-mail or not, inbox or not.
	channelCommands = func() (all [2][2]notify.BookCommand) {
		for i := range all {
			for k := range all[i] {
				set := notify.Channels(0)
				if i == 1 {
					set = set.Add(notify.ChannelEmail)
				}
				if k == 1 {
					set = set.Add(notify.ChannelInbox)
				}
				all[i][k] = notify.SetChannels{Channels: set}
			}
		}
		return all
	}()
	selectCommands = func() (all [len(contactIDs)]notify.BookCommand) {
		for i, id := range contactIDs {
			all[i] = notify.SelectContact{ID: id}
		}
		return all
	}()
)

// prepareBook configures contacts and channels before the filing is opened (S2-6), as far as the account's owner
// cares: some contacts never verify, some are not selected, and some owners try a sixteenth.
func (l *life) prepareBook() {
	d := &l.d
	if d.chance(drawChannels, 0, shareChannelsChosen) {
		set := 1 + d.below(drawChannels, 1, 3)
		l.ask(channelCommands[set&1][set>>1])
	}
	for i := range contactWeights.pick(d, drawContacts, 0) {
		l.at += moment(d.minutes(drawPause, i, &pause)) * minute
		l.addContact(i)
		if d.chance(drawContactDeleted, i, shareContactDeleted) {
			l.ask(deleteCommands[i])
		}
	}
}

func (l *life) addContact(i int) {
	d, phone := &l.d, 0
	if d.chance(drawContactPhone, i, shareContactPhone) {
		phone = 1
	}
	if !l.ask(addCommands[i][phone]) {
		return
	}
	l.deliver(l.at)
	if d.chance(drawContactVerified, i, shareContactVerified) {
		l.at += moment(d.minutes(drawPause, 100+i, &pause)) * minute
		for _, c := range verifyCommands[i][:1+phone] {
			l.ask(c)
		}
	}
	if d.chance(drawContactSelected, i, shareContactSelected) {
		l.ask(selectCommands[i])
	}
}

// modifyContact changes a contact on the way, which suspends delivery to it until it is verified again (S2-33).
func (l *life) modifyContact(occurrence int) {
	d := &l.d
	if l.book.Len() == 0 || !d.chance(drawModify, occurrence, shareContactModified) {
		return
	}
	c, ok := l.book.Contact(contactIDs[d.below(drawModifyWhich, occurrence, l.book.Len())])
	if !ok {
		return
	}
	l.ask(notify.ModifyContact{ID: c.ID, Name: c.Name, Title: c.Title, Email: emails[c.Version%2], Phone: c.Phone})
	l.deliver(l.at)
	if d.chance(drawVerifyAgain, occurrence, shareVerifiedAgain) {
		l.ask(notify.VerifyContact{ID: c.ID, Version: c.Version + 1, Channel: notify.ChannelEmail})
	}
}

var emails = [...]string{"h-e1", "h-e2"}

// ask gives a command to the contact book: decided, logged and evolved like one of a filing.
func (l *life) ask(c notify.BookCommand) bool {
	l.deliver(l.at)
	at := l.at.time()
	l.tape.contact(c, l.at)
	step := &l.bookStep
	if err := step.Decide(&l.book, c, l.lab.limits, at); err != nil {
		r, ok := err.(*notify.Refusal)
		if !ok {
			l.err = err
			return false
		}
		x := l.newRefusal()
		x.by, x.at, x.codes, x.why = c.Command(), at, append(x.codes, r.Codes()...), err
		l.refuse(x)
		return false
	}
	for i := range step.Events {
		l.book.Apply(&step.Events[i])
		l.bookVersion++
		l.e.book.class, l.e.book.book = classBook, &step.Events[i]
		l.put(&l.e.book)
	}
	for i := range step.Notices {
		l.owe(&step.Notices[i], l.who.account, l.bookVersion, l.at)
	}
	return true
}
