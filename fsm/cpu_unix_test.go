// SPDX-License-Identifier: Apache-2.0

//go:build unix

package fsm_test

import (
	"syscall"
	"time"
)

// spent is the CPU time of this process, user and system: what is collected beside counts too.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
