// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// VerifyFar is Verify that says how far it looked: classes, subjects told apart, decisions asked. With repairs it
// walks on from states that were only observed.
func VerifyFar(m *Machine, at calendar.Date, facts map[string]string, repairs bool) (list []Finding, far [3]int, err error) {
	sc, err := m.scope(at, facts)
	if err != nil {
		return nil, far, err
	}
	v, err := m.look(sc, repairs)
	if err != nil {
		return nil, far, err
	}
	for _, x := range v.explored {
		far[0]++
		far[1] += len(x.nodes)
		far[2] += x.decided
	}
	return v.findings(), far, nil
}

// TestTheKeyKnowsEveryField fails when a subject gets a field the search has not heard of. Decide whether a guard
// looks at it: then it belongs into subjectKey, else only into this list.
func TestTheKeyKnowsEveryField(t *testing.T) {
	for _, known := range []struct {
		value any
		key   []string // in the key
		left  []string // no guard looks at it, or the class holds it
	}{
		{Subject{}, []string{"Record", "Filing"}, []string{"ID", "Version", "LastAt"}},
		{
			Filing{},
			[]string{"State", "Targets", "Changed", "Upload", "Touched", "Originals", "VerifiedBy", "apart", "smsPassed", "SMSWrong", "Attached", "judged", "deadlines", "pending", "names", "places", "edited", "beside", "uploading", "SubjectBecomes", "Derived"},
			[]string{
				"ID", "Kind", "Since", "Region", "SubjectKind", "Site", "Provider", "Registered", "Account", "SubjectAdministrator",
				"WebsiteAdministrator", "Revision", "OriginalsSince", "judgedOn", "counted", "odd",
			},
		},
		{Record{}, []string{"Region", "Ended", "Websites"}, []string{"Number", "SubjectKind", "Periods"}},
		{Website{}, []string{"ID", "Domains", "Accesses"}, []string{"Number", "Periods"}},
	} {
		typ := reflect.TypeOf(known.value)
		for i := range typ.NumField() {
			require.Contains(t, append(known.key, known.left...), typ.Field(i).Name, "field of %s", typ)
		}
	}
}

// TestEveryCommandIsTried fails when a command has no choice in the search.
func TestEveryCommandIsTried(t *testing.T) {
	m, err := New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	ch := m.choices(&class{scope: scope{region: "beijing", kind: FirstFiling}})
	for _, c := range Commands() {
		if c == CmdOpen || c == CmdEdit || c == CmdAttach {
			continue // made for the subject at hand
		}
		require.NotEmpty(t, ch.good[c], "%s is not tried: add it to choices and to commandLine", c)
	}
}

// EndlessAfter walks one kind with another bound.
func EndlessAfter(m *Machine, most int, at calendar.Date, kind string) error {
	sc, err := m.scope(at, map[string]string{"kind": kind})
	if err != nil {
		return err
	}
	classes := m.classes(sc)
	var errs []error
	for i := range classes {
		c := &classes[i]
		x := &explorer{
			m: m, class: c, choices: m.choices(c), most: most, byKey: map[subjectKey]int32{},
			keeper: newKeeper(), enabled: make([]bool, len(m.rows)), report: func(problem) {},
		}
		x.walk()
		errs = append(errs, x.endless())
	}
	return errors.Join(errs...)
}
