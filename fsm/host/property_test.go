// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
)

// script is a whole life: refusals, a withdrawal, a return and an approval among it.
func script() []fsm.Command {
	list := append(submitted("beijing"), fsm.Withdraw{}, fsm.Withdraw{Reason: "wrong_information"}, fsm.Submit{})
	list = append(list, fsm.PassPreliminary{}, fsm.UploadPhoto{Ref: "photo-1"}, fsm.PassPhoto{TopColour: "blue"},
		fsm.ReturnPhoto{Causes: []string{"blue_top"}}, fsm.UploadPhoto{Ref: "photo-2"}, fsm.PassPhoto{TopColour: "other"})
	return append(list, fsm.SubmitToAuthority{}, fsm.Abandon{Reason: "changed_mind"},
		fsm.Approve{SubjectNumber: "n", WebsiteNumbers: []string{"n-1"}})
}

// Whatever is lost on the way and however often a command is delivered, the journal holds what it holds without
// faults, and every delivery that gets an answer gets the same one.
func TestFaultsAndRepetitionsChangeNothing(t *testing.T) {
	commands := script()
	calm := newWorld(t)
	for i, c := range commands {
		_, err := calm.host.Do(t.Context(), subject, fmt.Sprint("cmd-", i), c)
		refused(t, err)
	}
	want := calm.records()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		j := &faulty{Journal: w.journal}
		lose := func(journal.Commit) error {
			if rapid.IntRange(0, 3).Draw(rt, "lost") == 0 {
				return errLost
			}
			return nil
		}
		j.before, j.after = lose, lose
		h := w.open(j, func(o *host.Options) { o.Attempts = rapid.IntRange(1, 3).Draw(rt, "attempts") })
		replies := map[int]host.Reply{}
		given := -1
		for given < len(commands)-1 {
			i := min(rapid.IntRange(max(0, given-1), given+1).Draw(rt, "command"), len(commands)-1)
			r, err := h.Do(t.Context(), subject, fmt.Sprint("cmd-", i), commands[i])
			if i > given && err != nil && !isRefusal(err) {
				continue // unknown or too often: the same command comes again
			}
			given = max(given, i)
			if err != nil {
				continue
			}
			if before, known := replies[i]; known {
				require.Equal(t, before, r)
			}
			replies[i] = r
		}
		require.Equal(t, want, w.records())
	})
}

func isRefusal(err error) bool {
	_, refusal := err.(*fsm.Refusal)
	return refusal
}

func refused(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		require.True(t, isRefusal(err), "%v", err)
	}
}
