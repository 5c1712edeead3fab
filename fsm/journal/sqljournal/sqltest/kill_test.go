// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// kills is how often a process is killed in the middle of its work.
const kills = 200

func TestSQLiteSurvivesKilledProcesses(t *testing.T) {
	dsn := sqliteFile(t)
	db := pool(t, "sqlite", dsn)
	j := open(t, db, sqljournal.SQLite, sqljournal.Options{})
	killLoop(t, victim{dialect: sqljournal.SQLite, dsn: dsn, db: db, prefix: "icp_"}, j)
}

// victim is where the killed processes write.
type victim struct {
	dialect sqljournal.Dialect
	dsn     string
	schema  string
	db      *sql.DB
	prefix  string // of the tables' names, with the schema
}

// killLoop kills processes that write, with SIGKILL and after another number of acknowledgements each time, and wants
// every acknowledged command to be there, once.
func killLoop(t *testing.T, v victim, j journal.Journal) {
	acked := map[string]uint64{}
	acks := 0
	for round := range kills {
		for _, line := range v.runAndKill(t, round, 1+round%23) {
			var stream string
			var n uint64
			_, err := fmt.Sscanf(line, "%s %d", &stream, &n)
			require.NoError(t, err, line)
			acked[stream] = max(acked[stream], n)
			acks++
		}
		v.check(t, round, acked)
	}
	v.ended(t)
	for now := start.Add(farAhead + kills*time.Hour); ; {
		n, err := fire(t.Context(), j, now)
		require.NoError(t, err)
		if n == 0 {
			break
		}
	}
	total := v.finalCheck(t, j, acked)
	t.Logf("%d processes killed; %d commands acknowledged, %d committed, none lost, none twice; every timer fired once, every message has its key", kills, acks, total)
}

// runAndKill starts a process, reads some of its acknowledgements, kills it, and reads the rest.
func (v victim) runAndKill(t *testing.T, round, after int) []string {
	cmd := exec.Command(os.Args[0])
	schema := v.schema
	if schema == "" {
		schema = "-"
	}
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d %s %s", childVariable, v.dialect, round, schema, v.dsn))
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	var lines []string
	for s := bufio.NewScanner(out); s.Scan(); {
		lines = append(lines, s.Text())
		if len(lines) == after {
			require.NoError(t, cmd.Process.Kill())
		}
	}
	require.Error(t, cmd.Wait())
	require.Empty(t, complaints.String(), "the process ended by itself")
	return lines
}

// check compares what is stored of a round's streams with what was acknowledged, as of one moment.
func (v victim) check(t *testing.T, round int, acked map[string]uint64) {
	rows, err := v.db.Query(strings.ReplaceAll(`SELECT s.stream, s.version,
		(SELECT COUNT(*) FROM {t}records r WHERE r.stream = s.stream),
		(SELECT COUNT(*) FROM {t}commits c WHERE c.stream = s.stream),
		(SELECT COUNT(*) FROM {t}outbox o WHERE o.dead = 0 AND o.queue = 'notice' AND o.lane <> '' AND o.lane = s.stream)
		FROM {t}streams s WHERE s.stream IN ($1, $2, $3, $4)`, "{t}", v.prefix),
		streamOf(0, round), streamOf(1, round), streamOf(2, round), streamOf(3, round))
	require.NoError(t, err)
	defer rows.Close() //nolint:errcheck // Err has it
	found := map[string]uint64{}
	for rows.Next() {
		var stream string
		var version, records, commits, outbox uint64
		require.NoError(t, rows.Scan(&stream, &version, &records, &commits, &outbox))
		require.Equal(t, []uint64{version, version, version}, []uint64{records, commits, outbox}, "records, commits and rows of %s", stream)
		found[stream] = version
	}
	require.NoError(t, rows.Err())
	for w := range childWriters {
		stream := streamOf(w, round)
		require.GreaterOrEqual(t, found[stream], acked[stream], "%s: an acknowledged command is lost", stream)
	}
}

// keys gives the keys of a stream's messages, from the first to the last.
func (v victim) keys(t *testing.T, stream string) (keys []string) {
	rows, err := v.db.Query(strings.ReplaceAll("SELECT name FROM {t}outbox WHERE stream = $1 ORDER BY id", "{t}", v.prefix), stream)
	require.NoError(t, err)
	defer rows.Close() //nolint:errcheck // Err has it
	for rows.Next() {
		var key string
		require.NoError(t, rows.Scan(&key))
		keys = append(keys, key)
	}
	require.NoError(t, rows.Err())
	return keys
}

// finalCheck reads everything back through the journal, repeats the last commands, and returns how many there are.
func (v victim) finalCheck(t *testing.T, j journal.Journal, acked map[string]uint64) int {
	_, err := j.Verify(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, acked)
	total := 0
	for stream, n := range acked {
		records, err := j.Load(t.Context(), stream, 0)
		require.NoError(t, err)
		total += len(records)
		keys := v.keys(t, stream)
		require.Len(t, keys, len(records), "messages of %s", stream)
		for i, r := range records {
			require.Equal(t, fmt.Sprint("c-", i+1), r.CommandID)
			require.Equal(t, fmt.Sprint(stream, "/", i+1), keys[i])
		}
		for again := n; again > 0 && again+5 > n; again-- {
			receipt, err := j.Append(t.Context(), command(stream, again))
			require.NoError(t, err)
			require.Equal(t, journal.Receipt{Version: again, Duplicate: true, Reply: []byte(fmt.Sprint("reply ", again))}, receipt)
		}
		fired, err := j.Load(t.Context(), "fired-"+stream, 0)
		require.NoError(t, err)
		once := map[string]bool{}
		for _, r := range fired {
			require.False(t, once[string(r.Data)], "%s fired twice", r.Data)
			once[string(r.Data)] = true
		}
		require.Len(t, once, len(records), "timers of %s that fired", stream)
	}
	return total
}
