// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"hash/fnv"
	"strconv"
	"time"
)

// ceilings are the longest waits after the first, second, … attempt; the last one stays.
var ceilings = [...]time.Duration{
	5 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 4 * time.Hour,
}

// longestAsk is the longest wait a far side may ask for: a mistake there must not make a
// notice wait for ever.
const longestAsk = 24 * time.Hour

// wait gives the time of the next attempt: full jitter below the ceiling, at least a
// second, and never before what the far side asked for.
func (d *Deliverer) wait(now, asked time.Time, attempts int, key string) time.Time {
	ceiling := ceilings[min(max(attempts, 1), len(ceilings))-1]
	next := now.Add(time.Second + time.Duration(d.random(key, attempts)%uint64(ceiling)))
	if limit := now.Add(longestAsk); asked.After(limit) {
		asked = limit
	}
	if asked.After(next) {
		return asked
	}
	return next
}

func (d *Deliverer) random(key string, attempts int) uint64 {
	if d.c.Random != nil {
		return d.c.Random()
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(key))
	_, _ = h.Write(strconv.AppendInt([]byte{'#'}, int64(attempts), 10))
	return h.Sum64()
}
