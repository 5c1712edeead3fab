// SPDX-License-Identifier: Apache-2.0

package host

import (
	"strconv"
	"testing"

	"github.com/icpfiling/icp/fsm/journal"
)

// A million subjects, each with a contact book, are read back: what Export writes without a word has to be.
func TestAnExportOfMoreThanAMillionStreamsIsRead(t *testing.T) {
	versions := map[string]uint64{}
	for i := range 1<<20 + 1<<16 {
		if err := follows(versions, &journal.Stored{Stream: strconv.Itoa(i), Version: 1}); err != nil {
			t.Fatal(err)
		}
	}
}
