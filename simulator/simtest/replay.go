// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/property"
)

// Suffix ends the names of case files.
const Suffix = ".simcase.json"

// Replay runs every case file of a folder, each as a subtest, without any randomness: os.DirFS("testdata/sim"). A case
// that shows something else than it expects fails with its story, and says which step became illegal, if one did. A
// folder without a case fails, because such a test would say nothing.
func Replay(t *testing.T, corpus fs.FS, o simulator.Options) {
	t.Helper()
	replay(t, corpus, o, false)
}

func replay(t *testing.T, corpus fs.FS, o simulator.Options, mayBeEmpty bool) {
	t.Helper()
	names, failure := caseNames(corpus, mayBeEmpty)
	if failure != "" {
		t.Fatal(failure)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(name, Suffix), func(t *testing.T) {
			data, err := fs.ReadFile(corpus, name)
			if err != nil {
				t.Fatal(err)
			}
			if failure := judge(data, o); failure != "" {
				t.Fatalf("%s: %s", name, failure)
			}
		})
	}
}

// caseNames lists the case files of a folder, and words why there are none; empty if there may be. A folder that is not
// there is a mistyped one: Glob finds nothing in it and says nothing.
func caseNames(corpus fs.FS, mayBeEmpty bool) (names []string, failure string) {
	_, err := fs.Stat(corpus, ".")
	if err == nil {
		names, err = fs.Glob(corpus, "*"+Suffix)
	}
	switch {
	case err != nil:
		return nil, fmt.Sprintf("SIM-008: the folder of cases cannot be read: %v; give an fs.FS like os.DirFS(\"testdata/sim\"), or nil for none", err)
	case len(names) == 0 && !mayBeEmpty:
		return nil, fmt.Sprintf("SIM-008: the folder has no *%s; keep a case there, or leave Replay out", Suffix)
	}
	return names, ""
}

// judge replays one case file and words what is wrong; empty if nothing is.
func judge(data []byte, o simulator.Options) string {
	c, err := simulator.ReadCase(data)
	if err != nil {
		return err.Error()
	}
	r, err := c.Replay(o, "en")
	if err != nil {
		return err.Error()
	}
	switch {
	case r.AsExpected:
		return ""
	case r.Illegal >= 0:
		return fmt.Sprintf("step %d (%s) became illegal: %v; mend the step, or remove the case\n%s",
			r.Illegal+1, c.Steps[r.Illegal].Name(), r.Why, told(r.Story))
	case c.Pass:
		return fmt.Sprintf("step %d breaks %s again\n%s", r.At+1, c.Invariant, told(r.Story))
	}
	return c.Invariant + ` is not broken any more; set "expect" to "pass" and keep the case` + "\n" + told(r.Story)
}

// worded is the failure of a search: what was broken, how, and how to keep it. How is said of the shortest story, whose
// times are its own.
func worded(c *simulator.Case, o simulator.Options, v simulator.Violation) string {
	r, err := c.Replay(o, "en")
	if err != nil {
		return err.Error()
	}
	for _, short := range r.Story.Violations {
		if short.Invariant == v.Invariant {
			v.Why = short.Why
		}
	}
	data := c.Encode()
	sum := sha256.Sum256(data)
	name := c.Invariant + "-" + hex.EncodeToString(sum[:4]) + Suffix
	return fmt.Sprintf("%s: %s (filing %d of seed %d, %d steps)\n%s\n%s\nKeep it as %s in the corpus, and see it again with Replay:\n\n%s",
		v.Invariant, v.Why, v.Filing, o.Seed, len(c.Steps), promised(v.Invariant, o.Properties), told(r.Story), name, data)
}

// promised is what an invariant or a property says, and where it comes from.
func promised(name string, own []property.Property) string {
	text, source := "", ""
	for _, p := range own {
		if p.Name() == name {
			text, source = p.Text("en"), p.Source()
		}
	}
	for _, inv := range simulator.Invariants() {
		if inv.Name == name {
			text, source = inv.What, inv.Source
		}
	}
	if source != "" {
		source = " (" + source + ")"
	}
	return text + source
}

// told is a story in plain lines.
func told(s *simulator.Story) string {
	var b strings.Builder
	for _, l := range s.Lines {
		switch {
		case l.Broken:
			b.WriteString("  >>> ")
		case l.At.IsZero():
			b.WriteString("      ")
		default:
			b.WriteString("  " + l.At.Format("2006-01-02 15:04") + " ")
		}
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}
