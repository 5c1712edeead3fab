// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"context"
	"fmt"
	"time"

	"github.com/icpfiling/icp/notify"
)

// later is how long a row waits when the book or the directory could not be asked.
const later = time.Minute

// expand makes one message of a notice for each receiver and channel, by the book as it
// stands now.
func (d *Deliverer) expand(ctx context.Context, r Row, now time.Time, report *Report) Settlement {
	var n notify.Notice
	if err := n.UnmarshalJSON(r.Data); err != nil {
		if s, ok := left(r, err, now, report); ok {
			return s
		}
		return dead(report, letter(r, notify.Notice{}, notify.Receiver{}), notify.Result{Code: "unreadable", Detail: err.Error()})
	}
	book, err := d.c.Book(ctx, n.Account)
	if err != nil {
		return held(ctx, report, letter(r, n, notify.Receiver{}), noBook, err, "the contact book could not be loaded", now)
	}
	d.hook(&n)
	receivers, err := d.reachable(ctx, n.Account, notify.Expand(n, book, now))
	if err != nil {
		return held(ctx, report, letter(r, n, notify.Receiver{}), noDirectory, err, "the directory could not be asked", now)
	}
	s := Settlement{State: StateDone}
	for _, to := range receivers {
		row, err := messageRow(r, n, to, now)
		if err != nil {
			return dead(report, letter(r, n, to), notify.Result{Code: "unreadable", Detail: err.Error()})
		}
		s.Add = append(s.Add, row)
	}
	report.Expanded++
	if len(receivers) == 0 && n.Audience == notify.AudienceOwnerAndContacts {
		l := letter(r, n, notify.Receiver{})
		l.Code, l.Detail = untold(n, book)
		report.Untold = append(report.Untold, l)
		s.Detail = l.Code + ": " + l.Detail
	}
	return s
}

// untold says why a notice to owner and contacts reaches nobody, and what to do.
func untold(n notify.Notice, book notify.Book) (code, detail string) {
	if chosen := book.Channels(); chosen != 0 && n.Channels&chosen == 0 {
		return "no_channel", fmt.Sprintf("account %q chose %s, and the notice goes by %s; have it choose one of those", n.Account, chosen, n.Channels)
	}
	return "no_receiver", fmt.Sprintf(
		"the owner of account %q is not told and no contact is verified and selected for %s; select somebody", n.Account, n.Channels)
}

// hook lets what is told by the book go to the owner's webhook too, where the host has a notifier for one: that is between
// owner and host, and no policy names it. An owner without a webhook address is told as before.
func (d *Deliverer) hook(n *notify.Notice) {
	if n.Audience == notify.AudienceOwnerAndContacts && d.c.Notifiers[notify.ChannelWebhook] != nil {
		n.Channels = n.Channels.Add(notify.ChannelWebhook)
	}
}

// reachable leaves out the channels on which a receiver has no address: one without a phone
// is told by mail. A receiver who cannot be told on any channel that has a notifier keeps the
// first of those, and becomes a dead letter there that names the missing address, instead of
// being forgotten or blamed on a channel the host does not have.
func (d *Deliverer) reachable(ctx context.Context, account string, receivers []notify.Receiver) ([]notify.Receiver, error) {
	var kept []notify.Receiver
	for i := 0; i < len(receivers); {
		id, first, told := receivers[i].ID, i, false
		missing := -1 // the first channel with a notifier and no address
		for ; i < len(receivers) && receivers[i].ID == id; i++ {
			_, ok, err := d.address(ctx, account, receivers[i])
			if err != nil {
				return nil, err
			}
			served := d.c.Notifiers[receivers[i].Channel] != nil
			switch {
			case ok:
				kept, told = append(kept, receivers[i]), told || served
			case served && missing < 0:
				missing = i
			}
		}
		switch {
		case told:
		case missing >= 0:
			kept = append(kept, receivers[missing])
		case len(kept) == 0 || kept[len(kept)-1].ID != id:
			kept = append(kept, receivers[first])
		}
	}
	return kept, nil
}

// addressNames are the entries of a directory that channels want.
var addressNames = map[notify.Channel]string{
	notify.ChannelEmail: "e-mail address", notify.ChannelSMS: "mobile number", notify.ChannelWebhook: "webhook address",
}

// address looks up where to. An internal message needs none: it is filed under the id.
func (d *Deliverer) address(ctx context.Context, account string, to notify.Receiver) (notify.Address, bool, error) {
	if to.Channel == notify.ChannelInbox {
		return notify.Address{}, true, nil
	}
	return d.c.Directory.Address(ctx, account, to)
}

func letter(r Row, n notify.Notice, to notify.Receiver) Letter {
	return Letter{Key: r.Key, Stream: r.Stream, Version: r.Version, Notice: n, To: to, Attempts: r.Attempts}
}

func dead(report *Report, l Letter, r notify.Result) Settlement {
	l.Code, l.Detail = r.Code, r.Detail
	report.Dead = append(report.Dead, l)
	return Settlement{State: StateDead, Detail: detail(r), Letter: &l}
}
