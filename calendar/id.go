// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// contentID hashes everything that answers come from, in a fixed order and with every text quoted, so that no
// two contents are written alike.
func contentID(lib *library, upTo int) string {
	h := sha256.New()
	fmt.Fprintf(h, "icp-calendar/1 %q\n", lib.name)
	for _, n := range lib.notices[:upTo] {
		fmt.Fprintf(h, "notice %d %q %q %s %s %q\n", n.Year, n.Number, n.Title, n.Signed, n.Published, n.Amends)
		hashMarks(h, n.marks)
	}
	for _, l := range lib.layers {
		fmt.Fprintf(h, "layer %q %s %s %s\n", l.Name, l.Status, l.From, l.To)
		for _, d := range l.Days {
			fmt.Fprintf(h, " %s %s %q %q\n", d.Date, d.Kind, d.Name, d.Notice)
		}
	}
	prefix := "cal-"
	if lib.name == chinaName {
		prefix = chinaName + "-"
	}
	return prefix + hex.EncodeToString(h.Sum(nil)[:12])
}

func hashMarks(w io.Writer, marks []mark) {
	for _, m := range marks {
		fmt.Fprintf(w, " %s %s %q\n", m.date, m.kind, m.name)
	}
}
