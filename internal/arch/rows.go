// SPDX-License-Identifier: Apache-2.0

package arch

import "slices"

// row says what one package may do. Its path is relative to the module; "calendar/*" stands for the packages one
// level below that have no row of their own.
type row struct {
	path  string
	ours  []string // packages of ours it may import, and through them what those may; "anything" is a wildcard
	third []string // modules of others it may import
	room  room
	names int // exported names it may have; 0: nobody imports it
}

// room is a kind of package.
type room int

const (
	pure  room = iota // no clock, no input or output, no randomness, no goroutine
	still             // pure but for goroutines that end with the call
	busy              // may wait, log and talk; is given its clock
	outer             // commands, examples, tests: anything
)

const (
	top  = 25 // exported names of a top-level package
	deep = 12 // of any other

	anything = "*"
)

// rows is the house. Read it from the bottom of the dependencies to their top.
func rows() []row {
	return slices.Concat([]row{
		{"calendar", []string{"internal/tongue"}, []string{"github.com/rickar/cal/v2"}, pure, top},
		{"calendar/*", []string{"calendar"}, nil, pure, deep},

		{"rules", []string{"calendar", "rules/internal/*"}, nil, pure, top},
		{"rules/internal/*", []string{"calendar", "internal/near", "internal/jsonwords", "internal/inert"}, nil, pure, 0},
		{"rules/yaml", []string{"rules", "rules/internal/*"}, []string{"go.yaml.in/yaml/v4"}, pure, deep},
		{"rules/check", []string{"rules", "rules/internal/*"}, nil, pure, deep},
		{"rules/builtin", []string{"rules"}, nil, pure, deep},
		{"rules/derive", []string{"calendar", "rules"}, nil, pure, deep},

		{"notify", []string{"calendar", "internal/byvalue", "internal/opaque", "internal/closed", "internal/worded"}, nil, pure, top},
		{"notify/templates", []string{"notify", "internal/inert"}, nil, pure, deep},
		{"notify/directory", []string{"notify", "internal/inert"}, nil, pure, deep},
		{"notify/directory/directorytest", []string{"notify", "notify/directory"}, []string{"github.com/stretchr/testify"}, still, deep},
		{"notify/sqldirectory", []string{"notify", "notify/directory", "internal/samefile"}, nil, busy, deep},
		{"notify/verify", []string{"notify", "notify/templates"}, nil, busy, deep},
		{"notify/email", []string{"notify", "notify/templates"}, []string{"github.com/wneessen/go-mail"}, busy, deep},
		{"notify/webhook", []string{"notify", "notify/templates", "internal/retryafter"}, nil, busy, deep},
		{"notify/sms", []string{"notify", "notify/templates", "internal/retryafter"}, nil, busy, deep},
		{"notify/inbox", []string{"notify", "notify/templates"}, nil, busy, deep},
		{"notify/deliver", []string{"notify", "notify/templates"}, nil, busy, deep},
		{"notify/notifytest", []string{"notify"}, []string{"github.com/stretchr/testify"}, busy, deep},
		{"notify/notifytest/conformance", []string{"notify"}, []string{"github.com/stretchr/testify"}, busy, deep},
		{"notify/notifytest/webhookfault", []string{"notify", "notify/webhook"}, nil, busy, deep},

		{"fsm", []string{"calendar", "rules", "rules/derive", "notify", "internal/opaque", "internal/closed", "internal/worded"}, []string{"github.com/looplab/fsm"}, pure, top},
		{"fsm/journal", nil, nil, pure, deep},
		{"fsm/journal/journaltest", []string{"fsm/journal"}, []string{"github.com/stretchr/testify"}, still, deep},
		{"fsm/journal/sqljournal", []string{"fsm/journal", "internal/samefile"}, nil, busy, deep},
		{"fsm/host", []string{"fsm", "fsm/journal", "notify", "notify/deliver", "internal/worded"}, nil, busy, deep},

		{"internal/byvalue", nil, nil, pure, 0},                        // commands that may be given by pointer, by value
		{"internal/codes", []string{"internal/tongue"}, nil, pure, 0},  // every error code, for the page of them and icp explain
		{"internal/near", nil, nil, pure, 0},                           // how far a word is from the one meant
		{"internal/jsonwords", nil, nil, pure, 0},                      // what a reader of JSON found wrong, in both languages
		{"internal/tongue", nil, nil, pure, 0},                         // which language a name of one means
		{"internal/worded", []string{"internal/tongue"}, nil, pure, 0}, // sentences in both languages, and errors made of them
		{"internal/closed", []string{"internal/worded"}, nil, pure, 0}, // how values of closed sets are read from text
		{"internal/inert", nil, nil, pure, 0},                          // what a text may not do to what shows it
		{"internal/opaque", nil, nil, pure, 0},                         // what may stand in keys and journals: one rule for notices and filings
		{"internal/retryafter", nil, nil, busy, 0},                     // when the far side of a channel over HTTP wants to be asked again
		{"internal/samefile", nil, nil, busy, 0},                       // whether an open file still lies where it did
		{"examples/*", []string{anything}, nil, outer, 0},
		{"internal/*", []string{anything}, []string{anything}, outer, 0},
	}, simulatorRows())
}

// simulatorRows are the simulator's: words it shares with its users, itself, and what stands on it.
func simulatorRows() []row {
	return []row{
		{"simulator/outcome", []string{"fsm"}, nil, pure, deep},
		{"simulator/station", nil, nil, pure, deep},
		{"simulator/fault", []string{"fsm"}, nil, pure, deep},
		{"simulator/property", []string{"fsm"}, nil, pure, deep},
		{"simulator/coverage", []string{"fsm"}, nil, pure, deep},
		{"simulator/binlog", []string{"fsm", "simulator/fault", "internal/worded"}, nil, pure, deep},
		{"simulator/shard", []string{"simulator/binlog"}, nil, pure, deep},
		{"simulator/explore", []string{"fsm"}, nil, pure, deep},
		{
			"simulator",
			[]string{
				"calendar", "rules", "notify", "fsm",
				"simulator/outcome",
				"simulator/station",
				"simulator/fault",
				"simulator/property",
				"simulator/coverage",
				"simulator/binlog",
				"simulator/shard",
				"simulator/explore",
			},
			[]string{"github.com/HdrHistogram/hdrhistogram-go", "gonum.org/v1/gonum"},
			still, top,
		},
		{"simulator/mutate", []string{"simulator"}, nil, still, deep},
		{"simulator/compare", []string{"simulator"}, []string{"gonum.org/v1/gonum"}, still, deep},
		{"simulator/capacity", []string{"simulator"}, []string{"gonum.org/v1/gonum"}, still, deep},
		{"simulator/export", []string{"simulator/binlog", "fsm/journal", "internal/inert"}, nil, pure, deep},
		{"simulator/report", []string{"simulator"}, nil, pure, deep},
		{"simulator/internal/*", []string{"calendar", "rules", "notify", "fsm"}, nil, still, 0},
		{
			"simulator/simtest",
			[]string{"simulator", "simulator/mutate", "fsm/host", "fsm/journal", "notify/deliver"},
			[]string{"pgregory.net/rapid", "github.com/stretchr/testify"},
			still, deep,
		},
		{"simulator/bench", []string{anything}, []string{"github.com/looplab/fsm", "github.com/rickar/cal/v2"}, outer, 0},
		{"simulator/cmd/icp", []string{anything}, []string{
			"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/cheggaaa/pb/v3", "github.com/mattn/go-isatty", "github.com/mattn/go-runewidth",
		}, outer, 0},
	}
}

// closedSets lists exported names that do not count towards a package's limit, because they are one set that is
// closed by design. Types whose values are exported constants need not be listed.
func closedSets() map[string]map[string][]string {
	return map[string]map[string][]string{
		"fsm": {
			"commands": {
				"Abandon", "AnswerSMS", "AppVerify", "Approve", "Attach", "ChooseUpload", "Continue", "Edit", "FailSMS", "ImportRecord",
				"MailOriginals", "NoteUndelivered", "Open", "PassPhoto", "PassPreliminary", "PromptOriginals", "ReceiveOriginals", "Reconcile", "Reject", "Rejudge", "Replan",
				"RequestBackdrop", "Resubmit", "ReturnPhoto", "ReturnPreliminary", "Revoke", "Submit", "SubmitToAuthority", "Tick", "UploadPhoto", "Withdraw",
				"FailInspection", "GiveShellNotice", "LiftShellNotice", "PassInspection", "RemoveAccess", "RevokeWebsite", "Meta", "Target", "Commands",
			},
			"events":                           {"Event", "Opening", "Verdict", "Record", "Website", "Access", "Period", "Attachment"},
			"states and kinds and their names": {"States", "ParseState", "ParseKind", "Classify"},
			"guards":                           {"ObservedIs"},
		},
		"notify": {
			"commands of the contact book": {
				"AddContact", "DeleteContact", "DeselectContact", "ModifyContact", "SelectContact", "SetChannels", "SetOwner", "VerifyContact",
			},
		},
	}
}
