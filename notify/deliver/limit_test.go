// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/notify"
)

// TestLimitsHoldInEveryWindow sends as soon as it may and counts by brute force.
func TestLimitsHoldInEveryWindow(t *testing.T) {
	rules := []Limit{ // what one provider publishes for codes, and a rate of our own
		{notify.ChannelSMS, PerReceiver, 1, time.Minute},
		{notify.ChannelSMS, PerReceiver, 5, time.Hour},
		{notify.ChannelSMS, PerReceiver, 10, 24 * time.Hour},
		{notify.ChannelSMS, PerReceiverAndTopic, 3, 2 * time.Hour},
		{notify.ChannelSMS, PerAccount, 12, 24 * time.Hour},
		{notify.ChannelSMS, PerChannel, 2, time.Second},
	}
	type attempt struct {
		account, receiver, topic string
		at                       time.Time
	}
	rapid.Check(t, func(t *rapid.T) {
		l := limits{rules: rules}
		now := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
		var sent []attempt
		for range rapid.IntRange(1, 150).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 1, 30, 60, 600, 3600}).Draw(t, "seconds")) * time.Second)
			a := attempt{
				rapid.SampledFrom([]string{"a", "b"}).Draw(t, "account"), rapid.SampledFrom([]string{"p", "q"}).Draw(t, "receiver"),
				rapid.SampledFrom([]string{"x", "y"}).Draw(t, "topic"), now,
			}
			fits := true
			for i, rule := range rules {
				n := 0
				for _, s := range sent {
					if rule.key(i, s.account, s.receiver, s.topic) == rule.key(i, a.account, a.receiver, a.topic) && s.at.Add(rule.Window).After(now) {
						n++
					}
				}
				fits = fits && n < rule.Max
			}
			free := l.free(a.account, a.receiver, a.topic, notify.ChannelSMS)
			may := !free.After(now) && l.room(notify.ChannelSMS, now, 32) > 0
			assert.Equal(t, fits, may)
			assert.Equal(t, l.room(notify.ChannelSMS, now, 32) == 0, l.full(notify.ChannelSMS).After(now))
			if may {
				l.count(a.account, a.receiver, a.topic, notify.ChannelSMS, now)
				sent = append(sent, a)
			}
		}
	})
}

func TestOtherChannelsAreNotLimited(t *testing.T) {
	l := limits{rules: []Limit{{notify.ChannelSMS, PerChannel, 1, time.Hour}}}
	now := time.Unix(0, 0)
	for range 3 {
		l.count("a", "p", "x", notify.ChannelEmail, now)
	}
	assert.Equal(t, 32, l.room(notify.ChannelEmail, now, 32))
	assert.Equal(t, 1, l.room(notify.ChannelSMS, now, 32))
}

func TestOldWindowsAreForgotten(t *testing.T) {
	l := limits{rules: []Limit{{notify.ChannelSMS, PerReceiver, 1, time.Minute}}}
	now := time.Unix(0, 0)
	for i := range 20_000 {
		l.count("a", string(rune(i)), "x", notify.ChannelSMS, now.Add(time.Duration(i)*time.Second))
	}
	assert.Less(t, len(l.sent), 5000)
}

func TestQuietHours(t *testing.T) {
	hours := time.Hour
	for _, c := range []struct {
		from, to time.Duration
	}{{22 * hours, 8 * hours}, {12 * hours, 14 * hours}, {0, 8 * hours}, {22 * hours, 0}, {9 * hours, 9 * hours}} {
		quiet := func(at time.Time) bool { // by the clock on the wall
			h := time.Duration(at.In(china).Hour())*hours + time.Duration(at.In(china).Minute())*time.Minute + time.Duration(at.In(china).Second())*time.Second
			if c.from <= c.to {
				return h >= c.from && h < c.to
			}
			return h >= c.from || h < c.to
		}
		for at := time.Date(2023, 12, 30, 0, 0, 0, 0, china); at.Year() < 2024 || at.YearDay() < 62; at = at.Add(7*time.Minute + 13*time.Second) {
			until := quietUntil(at, c.from, c.to)
			assert.Equal(t, quiet(at), until.After(at))
			if until.After(at) {
				assert.False(t, quiet(until), "it is over then")
				assert.True(t, quiet(until.Add(-time.Second)), "and not a second before")
				assert.Less(t, until.Sub(at), 24*hours)
			}
		}
	}
}
