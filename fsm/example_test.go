// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
)

// A filing is opened, and submitted without its papers.
func ExampleMachine_Decide() {
	m, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		panic(err)
	}
	now := time.Date(2018, time.April, 4, 10, 0, 0, 0, calendar.Zone())
	subject := fsm.Subject{ID: "subject-1"}
	for _, command := range []fsm.Command{
		fsm.Open{
			ID: "filing-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "account-1",
			SubjectAdministrator: "person-1", WebsiteAdministrator: "person-1",
			Targets: []fsm.Target{{Website: "website-1", Domains: []string{"example.cn"}}},
		},
		fsm.Submit{},
	} {
		step, err := m.Decide(subject, command, now)
		if refusal := (*fsm.Refusal)(nil); errors.As(err, &refusal) {
			fmt.Println(refusal.Text("en"))
			continue
		}
		subject = fsm.Replay(subject, step.Events)
		fmt.Println(subject.Filing.State.Status("en"))
	}
	// Output:
	// Draft
	// FSM-016: cannot submit filing filing-1 for preliminary review: document authenticity_statement is missing for website-1 (S0-14); document identity_document is missing for website-1 (S0-14); upload: Authenticity statement; upload: Identity document
}
