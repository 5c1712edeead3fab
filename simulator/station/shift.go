// SPDX-License-Identifier: Apache-2.0

package station

import "math/bits"

// staff is how many servers are there at an instant.
func (l *Line) staff(at int64) int {
	i := l.sys.dayOf(at)
	if i >= len(l.sys.business) {
		return 0
	}
	now := int((at - l.sys.start - int64(i)*day) / minute)
	n := 0
	for k, s := range l.Station.Shifts {
		if now < s.From || now >= s.Until || !s.EveryDay && !l.sys.business[i] {
			continue
		}
		n += s.Servers - l.absent(i, k, s.Servers)
	}
	return n
}

// absent counts the servers who do not come to a shift. Each has a random number of its own, so that one more server
// changes nothing for the others.
func (l *Line) absent(dayIndex, shift, servers int) (n int) {
	if l.Station.Absent == 0 {
		return 0
	}
	key := mix64(l.sys.seed ^ uint64(l.index+1)*golden)
	for i := range servers {
		hi, _ := bits.Mul64(mix64(key^mix64(uint64(dayIndex)<<32|uint64(shift)<<16|uint64(i))), 10_000)
		if int(hi) < l.Station.Absent {
			n++
		}
	}
	return n
}

// next is the instant of the next possible change; ok is false after the last day.
func (l *Line) next() (at int64, ok bool) {
	i := l.sys.dayOf(l.sys.clock)
	midnight := l.sys.start + int64(i)*day
	for _, cut := range l.cuts {
		if at := midnight + int64(cut)*minute; at > l.sys.clock {
			return at, i < len(l.sys.business)
		}
	}
	return midnight + day, i < len(l.sys.business)
}

const golden = 0x9e3779b97f4a7c15

// mix64 is the finaliser of splitmix64.
func mix64(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
