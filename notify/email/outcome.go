// SPDX-License-Identifier: Apache-2.0

package email

import (
	"context"
	"errors"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"syscall"

	gomail "github.com/wneessen/go-mail"

	"github.com/icpfiling/icp/notify"
)

// greeting maps a failure before the message was begun: connecting, TLS, authentication.
// The network's own troubles pass; what the server or the certificate refuses is a fault of
// the settings, because it would refuse every message alike.
func greeting(ctx context.Context, err error) notify.Result {
	retry := notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: "connect", Detail: "the mail server could not be reached"}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		code := strconv.Itoa(reply.Code)
		if reply.Code/100 == 4 {
			return notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: code, Detail: "the mail server asked to come back later"}
		}
		return settings(code, "the mail server refused the greeting or the password")
	}
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return settings("dns", "the mail server's name does not exist")
	}
	if ctx.Err() != nil || broken(err) {
		return retry
	}
	return settings("tls", "the mail server offers no TLS or authentication that fits the settings")
}

// sending maps a failure after the greeting.
func sending(err error) notify.Result {
	var sent *gomail.SendError
	if !errors.As(err, &sent) {
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "smtp", Detail: "the mail client gave no reason"}
	}
	code := strconv.Itoa(sent.ErrorCode())
	if enhanced := sent.EnhancedStatusCode(); enhanced != "" {
		code += " " + enhanced
	}
	result := notify.Result{Code: code, Detail: "failed at " + stage(sent.Reason)}
	switch {
	case sent.ErrorCode() == 0 && sent.Reason == gomail.ErrSMTPDataClose:
		result.Outcome, result.Code = notify.OutcomeUnknown, "dropped" // the body was sent, the answer never came
	case sent.ErrorCode() == 0:
		result.Outcome, result.Code = notify.OutcomeRetry, "dropped"
	case sent.ErrorCode()/100 == 4:
		result.Outcome = notify.OutcomeRetry
	case refusesUs(sent):
		result.Config, result.Outcome = true, notify.OutcomeRetry
	default:
		result.Outcome = notify.OutcomePermanent
	}
	// Before the receiver was named it is no matter of one message: the others would be answered alike.
	result.Down = result.Outcome == notify.OutcomeRetry && !result.Config && sent.Reason == gomail.ErrSMTPMailFrom
	return result
}

// refusesUs tells a refusal of the sender or of the missing password from one of the
// receiver.
func refusesUs(sent *gomail.SendError) bool {
	switch sent.ErrorCode() {
	case 502, 530, 534, 535, 538:
		return true
	}
	return sent.Reason == gomail.ErrSMTPMailFrom
}

func stage(r gomail.SendErrReason) string {
	switch r {
	case gomail.ErrSMTPMailFrom:
		return "the sender"
	case gomail.ErrSMTPRcptTo:
		return "the receiver"
	case gomail.ErrSMTPData, gomail.ErrWriteContent, gomail.ErrSMTPDataClose:
		return "the message"
	}
	return "the connection"
}

func settings(code, detail string) notify.Result {
	return notify.Result{Config: true, Outcome: notify.OutcomeRetry, Code: code, Detail: detail}
}

// broken reports whether a connection failed for reasons of the network.
func broken(err error) bool {
	var timeout net.Error
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH) ||
		errors.As(err, &timeout) && timeout.Timeout() || errors.As(err, new(*net.DNSError))
}
