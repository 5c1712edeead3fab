// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

func TestPostgresSurvivesKilledClients(t *testing.T) {
	j, db, o := openPostgres(t, sqljournal.Options{})
	killLoop(t, victim{dialect: sqljournal.Postgres, dsn: postgresDSN(t), db: db, schema: o.Schema, prefix: o.Schema + ".icp_"}, j)
}

// serverKills is how often the whole server is killed.
const serverKills = 12

// upkeep holds writers back while the server is down.
type upkeep struct{ sync.RWMutex }

func (u *upkeep) wait() {
	u.RLock()
	defer u.RUnlock()
}

func TestPostgresSurvivesAKilledServer(t *testing.T) {
	j, db, o := openPostgres(t, sqljournal.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	v := victim{dialect: sqljournal.Postgres, db: db, schema: o.Schema, prefix: o.Schema + ".icp_"}
	var up upkeep
	acks := make(chan ack)
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for w := range childWriters {
		writers.Go(func() { keepWritingThrough(ctx, t, &up, j, streamOf(w, 0), acks, stop) })
	}
	acked := map[string]uint64{}
	count := 0
	take := func(a ack) {
		acked[a.stream] = max(acked[a.stream], a.n)
		count++
	}
	for round := range serverKills {
		for range 20 + round {
			take(<-acks)
		}
		drained := make(chan struct{})
		go func() { // what is acknowledged meanwhile counts too
			defer close(drained)
			killServer(t, &up)
		}()
		for done := false; !done; {
			select {
			case a := <-acks:
				take(a)
			case <-drained:
				done = true
			}
		}
		v.check(t, 0, acked)
	}
	close(stop)
	writers.Wait()
	for {
		n, err := fire(t.Context(), j, start.Add(farAhead+time.Hour))
		require.NoError(t, err)
		if n == 0 {
			break
		}
	}
	total := v.finalCheck(t, j, acked)
	t.Logf("server killed %d times; %d commands acknowledged, %d committed, none lost, none twice; every timer fired once, every message has its key", serverKills, count, total)
}

type ack struct {
	stream string
	n      uint64
}

// keepWritingThrough goes on after every error that says to try again, and ends with stop.
func keepWritingThrough(ctx context.Context, t *testing.T, up *upkeep, j journal.Journal, stream string, acks chan<- ack, stop <-chan struct{}) {
	stopped := errors.New("stopped")
	w := writer{j: j, stream: stream, now: start.Add(farAhead), ack: func(stream string, n uint64) error {
		select {
		case acks <- ack{stream, n}:
			return nil
		case <-stop:
			return stopped
		}
	}}
	for {
		err := w.keepWriting(ctx)
		if errors.Is(err, stopped) {
			return
		}
		if !errors.Is(err, sqljournal.ErrUnavailable) && !errors.Is(err, journal.ErrUncertain) && !errors.Is(err, journal.ErrStale) {
			t.Errorf("a killed server is no reason for: %v", err)
			return
		}
		up.wait()
	}
}

// killServer kills the server and all its processes, and starts it again.
func killServer(t *testing.T, up *upkeep) {
	up.Lock()
	defer up.Unlock()
	text, err := os.ReadFile(filepath.Join(os.Getenv("ICP_POSTGRES_DATA"), "postmaster.pid"))
	if !assert.NoError(t, err) {
		return
	}
	first, _, _ := strings.Cut(string(text), "\n")
	postmaster, err := strconv.Atoi(first)
	if !assert.NoError(t, err) {
		return
	}
	for _, pid := range append([]int{postmaster}, childrenOf(t, postmaster)...) {
		if err := syscall.Kill(pid, syscall.SIGKILL); !errors.Is(err, syscall.ESRCH) { // it has ended
			assert.NoError(t, err)
		}
	}
	out, err := exec.Command(os.Getenv("ICP_POSTGRES_SERVER"), "start").CombinedOutput()
	assert.NoError(t, err, string(out))
}

func childrenOf(t *testing.T, parent int) []int {
	var children []int
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	assert.NoError(t, err)
	for _, stat := range stats {
		text, err := os.ReadFile(stat)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(stat)))
		if len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			children = append(children, pid)
		}
	}
	return children
}
