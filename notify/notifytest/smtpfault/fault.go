// SPDX-License-Identifier: Apache-2.0

package smtpfault

import smtp "github.com/emersion/go-smtp"

// Stage is the point of a session at which a fault happens.
type Stage uint8

// The stages, in the order of a session.
const (
	AtSender   Stage = iota + 1 // MAIL FROM
	AtReceiver                  // RCPT TO
	AtBody                      // before the body is read
	AtEnd                       // after the body was read and kept
)

// Fault is one failure: a reply of the server, or none.
type Fault struct {
	Stage    Stage
	Code     int    // the reply, such as 450 or 550; 0 replies nothing
	Enhanced [3]int // the enhanced status, such as 4.2.0
	Hang     bool   // without a Code: keep the connection and say nothing, instead of dropping it

	Reached chan<- struct{} // closed when the fault happens; nil tells nobody
}

func (f Fault) reply() error {
	return &smtp.SMTPError{
		Code: f.Code, EnhancedCode: smtp.EnhancedCode(f.Enhanced),
		Message: "<receiver@example.com> planned failure", // as real servers do, it quotes an address
	}
}

// kept reports whether the mail is kept in spite of the fault: the server has it, and the
// sender does not know.
func (f Fault) kept() bool { return f.Stage == AtEnd && f.Code == 0 }
