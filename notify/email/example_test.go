// SPDX-License-Identifier: Apache-2.0

package email_test

import (
	"fmt"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/email"
)

// A channel for host.Options.Notifiers. Nothing connects before the first message, and nothing prints the password.
func ExampleNew() {
	config := email.Config{Host: "smtp.example.cn", From: "ICP Filing <noreply@example.cn>", Username: "noreply", Password: "secret"}
	sender, err := email.New(config)
	if err != nil {
		fmt.Println(err)
		return
	}
	notifiers := map[notify.Channel]notify.Notifier{notify.ChannelEmail: sender}
	fmt.Println(len(notifiers), config)

	config.Insecure = true
	_, err = email.New(config)
	fmt.Println(err)
	// Output:
	// 1 email by smtp.example.cn:587 from ICP Filing <noreply@example.cn>
	// NTF-070: a password must not go over a connection without TLS; unset email.Config.Insecure
}
