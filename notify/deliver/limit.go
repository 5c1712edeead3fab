// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"sync"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Limit is how much may be sent on a channel in any window of a length: Max messages for
// each of what Per names. The limits of a provider are data of the host's, such as one code
// a minute, five an hour and ten a day for each number.
type Limit struct {
	Channel notify.Channel
	Per     Scope
	Max     int
	Window  time.Duration
}

// Scope says for what a limit counts.
type Scope uint8

// The scopes.
const (
	PerChannel Scope = iota + 1
	PerAccount
	PerReceiver
	PerReceiverAndTopic
)

// limits counts attempts in rolling windows.
type limits struct {
	rules []Limit
	mu    sync.Mutex
	sent  map[counted][]time.Time // the last Max attempts, the oldest first
}

type counted struct {
	rule                     int
	account, receiver, topic string
}

func (l Limit) key(rule int, account, receiver, topic string) counted {
	switch l.Per {
	case PerAccount:
		return counted{rule: rule, account: account}
	case PerReceiver:
		return counted{rule, account, receiver, ""}
	case PerReceiverAndTopic:
		return counted{rule, account, receiver, topic}
	}
	return counted{rule: rule}
}

// count remembers an attempt.
func (l *limits) count(account, receiver, topic string, ch notify.Channel, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, rule := range l.rules {
		if rule.Channel != ch {
			continue
		}
		if l.sent == nil {
			l.sent = make(map[counted][]time.Time)
		}
		l.sweep(now)
		key := rule.key(i, account, receiver, topic)
		times := append(l.sent[key], now)
		l.sent[key] = times[max(0, len(times)-rule.Max):]
	}
}

// sweep forgets windows that have passed, once in a while.
func (l *limits) sweep(now time.Time) {
	const many = 4096
	if len(l.sent) < many || len(l.sent)%many != 0 {
		return
	}
	for key, times := range l.sent {
		if !times[len(times)-1].Add(l.rules[key.rule].Window).After(now) {
			delete(l.sent, key)
		}
	}
}

// free gives when another message fits into all limits of its receiver; zero is now.
func (l *limits) free(account, receiver, topic string, ch notify.Channel) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	var free time.Time
	for i, rule := range l.rules {
		if rule.Channel != ch || rule.Per == PerChannel {
			continue
		}
		if times := l.sent[rule.key(i, account, receiver, topic)]; len(times) == rule.Max {
			if at := times[0].Add(rule.Window); at.After(free) {
				free = at
			}
		}
	}
	return free
}

// room gives how many of n messages the channel's own limits let through at now.
func (l *limits) room(ch notify.Channel, now time.Time, n int) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, rule := range l.rules {
		if rule.Channel != ch || rule.Per != PerChannel {
			continue
		}
		left := rule.Max
		for _, at := range l.sent[counted{rule: i}] {
			if at.Add(rule.Window).After(now) {
				left--
			}
		}
		n = min(n, left)
	}
	return n
}

// full gives until when the channel's own limits let nothing through; in the past or zero
// for a channel with room.
func (l *limits) full(ch notify.Channel) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	var full time.Time
	for i, rule := range l.rules {
		if rule.Channel != ch || rule.Per != PerChannel {
			continue
		}
		if times := l.sent[counted{rule: i}]; len(times) == rule.Max {
			if at := times[0].Add(rule.Window); at.After(full) {
				full = at
			}
		}
	}
	return full
}
