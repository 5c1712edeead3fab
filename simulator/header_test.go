// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator/fault"
)

// The same header, the same bytes: two runs that differ in what they simulated differ in what their reports say of that.
func TestAReportSaysWhatItsDigestIsOf(t *testing.T) {
	digests := map[string]string{}
	for name, change := range map[string]func(*Options){
		"as it is": func(*Options) {},
		"workers":  func(o *Options) { o.Workers = 1 },
		"seed":     func(o *Options) { o.Seed++ },
		"filings":  func(o *Options) { o.Filings++ },
		"from":     func(o *Options) { o.From = calendar.NewDate(2018, 5, 2) },
		"days":     func(o *Options) { o.Days = 30 },
		"profile":  func(o *Options) { o.Profile = swarm.String() },
		"faults":   func(o *Options) { o.Faults = fault.Default() },
		"rate":     func(o *Options) { o.Faults = fault.Default().With(fault.Duplicate, 5000) },
		"plant":    func(o *Options) { o.Plant = "red-top" },
		"policy": func(o *Options) {
			p, err := o.Policy.With("sms-2018", false)
			require.NoError(t, err)
			o.Policy = p
		},
		"calendar": func(o *Options) { o.Calendar = o.Calendar.AsOf(calendar.NewDate(2018, 12, 31)) },
	} {
		o := shipped(60)
		change(&o)
		r := mustRun(t, o)
		header := fmt.Sprintln(r.Spec, r.Seed, r.Filings, r.From, r.Until, r.Profile, r.Provider, r.Faults, r.Plant, r.Policy, r.Calendar)
		if digest, ok := digests[header]; ok {
			assert.Equal(t, digest, r.Digest, "%s is not told by %s", name, header)
		}
		digests[header] = r.Digest
	}
	assert.Len(t, digests, 11) // the workers are no part of it
}
