// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"time"

	"github.com/icpfiling/icp/notify"
)

// puttingOff gives until when a message waits for quiet hours or a limit; zero or the past
// when it may go.
func (d *Deliverer) puttingOff(l Letter, now time.Time) time.Time {
	until := d.limits.free(l.Notice.Account, l.To.ID, l.Notice.Topic, l.To.Channel)
	if d.c.QuietChannels.Has(l.To.Channel) && !d.c.Urgent(l.Notice) {
		if end := quietUntil(now, d.c.QuietFrom, d.c.QuietTo); end.After(until) {
			until = end
		}
	}
	return until
}

// urgent is what a receiver must answer soon.
func urgent(n notify.Notice) bool {
	return n.Topic == notify.TopicSMSWindow || n.Topic == notify.TopicSMSReturned || n.Kind == notify.KindContactVerification
}

// china is the zone of quiet hours; it has no summer time.
var china = time.FixedZone("UTC+8", 8*60*60)

// quietUntil gives the end of the quiet hours that now lies in, zero outside them. They may
// run over midnight.
func quietUntil(now time.Time, from, to time.Duration) time.Time {
	if from == to {
		return time.Time{}
	}
	local := now.In(china)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, china)
	hour := local.Sub(midnight)
	switch {
	case from < to && hour >= from && hour < to:
		return midnight.Add(to)
	case from > to && hour >= from:
		return midnight.AddDate(0, 0, 1).Add(to)
	case from > to && hour < to:
		return midnight.Add(to)
	}
	return time.Time{}
}
