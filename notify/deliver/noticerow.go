// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/icpfiling/icp/notify"
)

// NoticeQueue is the queue of notices that wait to be expanded. Messages wait in a queue
// named after their channel.
const NoticeQueue = "notice"

// NoticeRow gives the outbox row of a notice: what a commit with this stream and version
// puts beside its events. Notices of one filing share a lane, so that they are expanded in
// order. An unusable notice is the error NTF-020.
func NoticeRow(stream string, version uint64, n notify.Notice) (Row, error) {
	data, err := n.MarshalJSON()
	if err != nil {
		return Row{}, err
	}
	key := notify.Key(stream, version, n, notify.Receiver{})
	return Row{Key: key, Queue: NoticeQueue, Lane: lane(n, n.Contact), Data: data}, nil
}

// lane keeps one receiver's messages about one filing in order; in the contact book, which
// has no filings, one contact's. The id of a filing is unique within its subject only.
func lane(n notify.Notice, receiver string) string {
	name := sized(n.Account) + "/" + receiver
	if n.Filing != "" {
		name = sized(n.Subject) + "," + sized(n.Filing) + "/" + receiver
	}
	if len(name) > longestLane {
		sum := sha256.Sum256([]byte(name))
		return "h/" + hex.EncodeToString(sum[:])
	}
	return name
}

// sized says how long a name is before it, so that no two can be taken for another two.
func sized(name string) string { return strconv.Itoa(len(name)) + ":" + name }

// longestLane keeps a lane's name within what stores take; a longer one is hashed.
const longestLane = 200
