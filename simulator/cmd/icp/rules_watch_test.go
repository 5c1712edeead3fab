// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every tick that finds a change runs again, one that finds none does not, and a failure does not end it.
func TestWatchRunsAgainAfterAChange(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("tests", 0o750))
	write := func(name, text string) { require.NoError(t, os.WriteFile(name, []byte(text), 0o600)) }
	write("a.yaml", "one")
	var stderr strings.Builder
	a := newApp(testProcess(map[string]string{}, &stderr, &stderr), nil)
	runs := 0
	var outcomes []error
	seen := make(chan int, 8)
	once := func(string) error {
		err := outcomes[runs]
		runs++
		seen <- runs
		return err
	}
	outcomes = []error{failf(exitUnanswered, "RUL-011: a mistake"), exitWith(exitFindings), nil, errors.New("over"), exitWith(exitCoverage)}
	ticks, looked, done := make(chan time.Time), make(chan bool), make(chan error)
	look := func(folder string) [sha256.Size]byte {
		defer func() { looked <- true }()
		return stamp(folder)
	}
	go func() { done <- a.watch(ticks, ".", look, once) }()
	<-looked
	next := func() { // the files stay as they are until the loop has looked at them
		ticks <- time.Time{}
		<-looked
	}

	assert.Equal(t, 1, <-seen)
	next()
	next()
	write("a.yaml", "longer")
	next()
	assert.Equal(t, 2, <-seen)
	write("tests/b.yaml", "new")
	next()
	assert.Equal(t, 3, <-seen)
	write("notes.txt", "not of the policy")
	next()
	require.NoError(t, os.Chtimes("a.yaml", time.Time{}, time.Unix(1, 0)))
	next()
	assert.Equal(t, 4, <-seen)
	require.NoError(t, os.Remove("tests/b.yaml"))
	next()
	assert.Equal(t, 5, <-seen)
	close(ticks)
	exit, ok := errors.AsType[*exitError](<-done)
	require.True(t, ok)
	assert.Equal(t, exitCoverage, exit.code)
	assert.Equal(t, 5, runs)
	assert.Contains(t, stderr.String(), "icp: RUL-011: a mistake\n-- changed, running again\n")
}
