// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package fsm_test

import "time"

var began = time.Now()

// spent is the time since the tests began, where the CPU time is not at hand.
func spent() time.Duration { return time.Since(began) }
