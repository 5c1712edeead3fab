// SPDX-License-Identifier: Apache-2.0

package directory_test

import (
	"context"
	"fmt"
	"time"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

// The text goes to the directory, the digest to the journal.
func ExampleMemory() {
	people := directory.NewMemory([]byte("a secret key of the host's"))
	stored, err := people.Put("a-1", "c-1", directory.Entry{Name: "Li", Title: "Manager", Email: "li@example.com"})
	if err != nil {
		panic(err)
	}
	step, err := notify.DecideBook(notify.Book{Account: "a-1"}, stored.AddContact("c-1", "en"), notify.Limits{}, time.Now())
	if err != nil {
		panic(err)
	}
	fmt.Println(step.Events[0].Contact, "version", step.Events[0].Version, "e-mail", step.Events[0].Email)

	to := notify.Receiver{ID: "c-1", Channel: notify.ChannelEmail, AddressVersion: 1}
	address, found, err := people.Address(context.Background(), "a-1", to)
	fmt.Println(address, found, err)
	err = people.Erase(context.Background(), "a-1", "c-1")
	_, found, _ = people.Address(context.Background(), "a-1", to)
	fmt.Println(found, err)
	// Output:
	// c-1 version 1 e-mail 8ad2f5a44697dad1c9402e660f9bffc3
	// [address] true <nil>
	// false <nil>
}
