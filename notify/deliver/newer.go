// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"encoding/json"
	"time"

	"github.com/icpfiling/icp/notify"
)

// noticeSchema is the schema of notices that package notify writes.
const noticeSchema = 1

// While processes are upgraded one after the other, those that are not yet find rows of those that are. Such a row is left
// to them, for a day; then it is given up like any that cannot be read.
const mostLeft = int(24 * time.Hour / later)

// left gives the settlement of a row that a newer release wrote, if it is not too old.
func left(r Row, cause error, now time.Time, report *Report) (s Settlement, ok bool) {
	var w struct {
		Schema int
		Notice struct{ Schema int }
	}
	limit := messageSchema
	if r.Queue == NoticeQueue {
		limit = noticeSchema
	}
	if json.Unmarshal(r.Data, &w) != nil || w.Schema <= limit && w.Notice.Schema <= noticeSchema || r.Attempts >= mostLeft {
		return Settlement{}, false
	}
	report.Retried++
	l := letter(r, notify.Notice{}, notify.Receiver{})
	l.Code, l.Detail = newerRelease, cause.Error()
	report.hold(l)
	return Settlement{State: StateRetry, NotBefore: now.Add(later), Detail: "left to a process of a newer release: " + cause.Error()}, true
}
