// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

// A policy may give a window of any length: it ends, whether or not there is time for the last reminder.
func TestShortSMSWindowsEnd(t *testing.T) {
	for _, x := range []struct {
		window string
		due    map[fsm.DeadlineName]time.Duration
	}{
		{"1h", map[fsm.DeadlineName]time.Duration{fsm.SMSWindow: time.Hour, fsm.SMSReminder: 30 * time.Minute}},
		{"2h", map[fsm.DeadlineName]time.Duration{fsm.SMSWindow: 2 * time.Hour, fsm.SMSReminder: time.Hour}},
		{"3h", map[fsm.DeadlineName]time.Duration{fsm.SMSWindow: 3 * time.Hour, fsm.SMSReminder: 90 * time.Minute, fsm.SMSLastReminder: time.Hour}},
	} {
		p, err := builtin.Policy().Answering("sms-window-48h", "sms_window", x.window)
		require.NoError(t, err)
		m, err := fsm.New(p, calendar.China())
		require.NoError(t, err)
		r := scenario.New(m)
		require.NoError(t, r.MustPass("at 2018-04-04T10:00\nopen f-1 kind=first_filing region=tianjin targets=w1:a.example\nattach_all\nsubmit\n"+
			"pass_preliminary\nupload_photo\npass_photo top=other\nsubmit_to_authority"))
		due := map[fsm.DeadlineName]time.Duration{}
		for _, d := range r.Subject.Filing.Deadlines() {
			due[d.Name] = d.Due.Sub(d.From)
		}
		require.Equal(t, x.due, due, x.window)
		r.Now = r.Now.Add(x.due[fsm.SMSWindow] + time.Minute)
		require.NoError(t, r.MustPass("tick"))
		require.Equal(t, fsm.SMSReturned, r.Subject.Filing.State, x.window)
	}
}
