// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules/builtin"
)

// A command is stored once, however often it is delivered; a refusal says everything that is missing.
func ExampleHost_Do() {
	machine, err := fsm.New(builtin.Policy(), calendar.China())
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	h, err := host.New(machine, journal.NewMemory(), host.Options{Clock: func() time.Time { return now }})
	if err != nil {
		fmt.Println(err)
		return
	}
	open := fsm.Open{
		ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1",
		SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
		Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
	}
	for range 2 {
		reply, err := h.Do(context.Background(), "s-1", "cmd-1", open)
		fmt.Println(reply.Version, reply.Subject.Filing.State, err)
	}
	_, err = h.Do(context.Background(), "s-1", "cmd-2", fsm.Submit{})
	fmt.Println(err)
	// Output:
	// 2 draft <nil>
	// 2 draft <nil>
	// FSM-016: cannot submit filing f-1 for preliminary review: document authenticity_statement is missing for w-1 (S0-14); document identity_document is missing for w-1 (S0-14); upload: Authenticity statement; upload: Identity document
}
