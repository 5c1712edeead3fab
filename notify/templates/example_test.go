// SPDX-License-Identifier: Apache-2.0

package templates_test

import (
	"fmt"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/templates"
)

// A host says one thing in its own words and keeps the rest.
func ExampleSet_With() {
	set, err := templates.Builtin().With("en", `{{define "approved.subject"}}Good news about {{.Filing}}{{end}}`)
	if err != nil {
		panic(err)
	}
	subject, _, err := set.Render(notice(notify.TopicApproved), notify.ChannelInbox, "en", "")
	if err != nil {
		panic(err)
	}
	fmt.Println(subject)

	_, err = templates.Builtin().With("en", `{{define "approved.sms"}}See https://example.com{{end}}`)
	fmt.Println(err)
	// Output:
	// Good news about f-1
	// NTF-050: the texts are not complete: en, approved by sms: a text message cannot carry a link; correct these definitions
}
