// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// zoneOffset is UTC+8 in seconds. Mainland China has kept it without daylight saving since September 1991, so
// that a fixed offset needs no time zone database.
const zoneOffset = 8 * 60 * 60

var zone = time.FixedZone("UTC+8", zoneOffset)

// Zone is the fixed zone UTC+8 in which every day begins and every deadline is given.
func Zone() *time.Location { return zone }

// timeOfDay gives how long the day of t in UTC+8 has lasted.
func timeOfDay(t time.Time) time.Duration {
	s := (t.Unix() + zoneOffset) % secondsPerDay
	if s < 0 {
		s += secondsPerDay
	}
	return time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}
