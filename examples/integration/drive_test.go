// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/journaltest"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/simtest"
)

// driven is the shop as the driver sees it: package host's loop over the shop's own journal, and reports that come in
// through the shop's own endpoint.
type driven struct {
	*simtest.Loop
	file   string
	last   *fileJournal
	server *httptest.Server
}

func newDriven(t *testing.T, m *fsm.Machine, clock func() time.Time) *driven {
	folder, err := os.MkdirTemp(t.TempDir(), "")
	require.NoError(t, err)
	d := &driven{file: filepath.Join(folder, "journal")}
	d.Loop = &simtest.Loop{Machine: m, Clock: clock, Open: d.open}
	d.server = httptest.NewServer(&endpoint{func(ctx context.Context, subject, id string, c fsm.Command) (fsm.State, error) {
		h, err := d.Host()
		if err != nil {
			return 0, err
		}
		return (&shop{host: h}).do(ctx, subject, id, c)
	}})
	return d
}

// open closes what the process before had open, as its end does.
func (d *driven) open() (journal.Journal, error) {
	if d.last != nil {
		if err := d.last.Close(); err != nil {
			return nil, err
		}
	}
	j, err := openFile(d.file)
	d.last = j
	return j, err
}

// Callback posts the report, as the provider would.
func (d *driven) Callback(ctx context.Context, subject, id string, c fsm.Command) error {
	with, err := json.Marshal(c)
	if err != nil {
		return err
	}
	body, err := json.Marshal(report{id, subject, c.Name().String(), with})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.server.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := d.server.Client().Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return err
	case response.StatusCode == http.StatusOK:
		return nil
	case response.StatusCode == http.StatusConflict:
		return fmt.Errorf("%w: %s", simtest.ErrRefused, bytes.TrimSpace(text))
	}
	return fmt.Errorf("%s: %s", response.Status, bytes.TrimSpace(text))
}

// Close ends the scenario.
func (d *driven) Close() error {
	d.server.Close()
	if d.last == nil {
		return nil
	}
	return d.last.Close()
}

// The shop's journal and endpoint, driven through synthetic filings with repeated, reordered and lost reports, restarts
// and deadlines, differ in nothing from the machine alone.
func TestDriven(t *testing.T) {
	o := simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Filings: 20}
	simtest.Drive(t, o, func(m *fsm.Machine, clock func() time.Time) simtest.Integration { return newDriven(t, m, clock) })
}

// The journal keeps what every journal must.
func TestJournal(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		j, err := openFile(filepath.Join(t.TempDir(), "journal"))
		require.NoError(t, err)
		t.Cleanup(func() { _ = j.Close() })
		return j
	})
}

// A line that was torn is cut off, and the commit before it stands.
func TestTornLine(t *testing.T) {
	name := filepath.Join(t.TempDir(), "journal")
	m, err := fsm.New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	at := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	o := host.Options{Clock: func() time.Time { return at }}
	s, err := openShop(name, m, o)
	require.NoError(t, err)
	require.NoError(t, apply(s))
	require.NoError(t, s.journal.Close())
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, whole[:len(whole)-10], 0o600))

	s, err = openShop(name, m, o)
	require.NoError(t, err)
	subject, err := s.host.Subject(t.Context(), "s-1")
	require.NoError(t, err)
	require.Equal(t, fsm.Draft, subject.Filing.State, "the submission was not answered yet")
	require.NoError(t, apply(s), "given again")
	require.NoError(t, s.journal.Close())

	require.NoError(t, os.WriteFile(name, append([]byte("{}{}\n"), whole...), 0o600))
	_, err = openFile(name)
	require.ErrorIs(t, err, journal.ErrDamaged)
}
