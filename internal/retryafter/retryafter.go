// SPDX-License-Identifier: Apache-2.0

// Package retryafter reads when the far side of a channel over HTTP wants to be asked again.
//
// Channels call [Of] on an answer that was not taken.
package retryafter

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// farthest is what counts as a wish: some 34 years. A wait that is shorter and yet too long is delivery's to cut.
const farthest = (1 << 30) * time.Second

// Of gives the moment that the header Retry-After names: seconds after now, or one of HTTP's three dates. It is the zero time where
// there is none, where it cannot be read, and where what it names is not ahead or absurdly far.
func Of(h http.Header, now time.Time) time.Time {
	text := strings.TrimSpace(h.Get("Retry-After"))
	wait := time.Duration(0)
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		wait = time.Duration(min(seconds, math.MaxInt64/uint64(time.Second))) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		wait = at.Sub(now)
	}
	if wait <= 0 || wait > farthest {
		return time.Time{}
	}
	return now.Add(wait)
}
