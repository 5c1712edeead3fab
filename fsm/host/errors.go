// SPDX-License-Identifier: Apache-2.0

package host

import (
	"errors"
	"fmt"
	"slices"

	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/internal/worded"
)

// Code is a stable error code of this package: errors.Is(err, host.ErrUnknown).
type Code string

// A code is never given a new meaning. HST-001 is [CorruptError].
const (
	// ErrBusy: others were first at every attempt. Give the command again.
	ErrBusy Code = "HST-002"
	// ErrUnknown: the command may or may not be stored. Give it again with the same id; the answer says which.
	ErrUnknown Code = "HST-003"
	// ErrArgument: an id, account or command cannot be used. A mistake of the caller.
	ErrArgument Code = "HST-004"
	// ErrOptions: New cannot work with what it was given, or Start was called twice.
	ErrOptions Code = "HST-005"
	// ErrReused: the command id stands for another command of this stream, or for this one with other content. Nothing of
	// what came now is stored. Give every command an id of its own.
	ErrReused Code = "HST-006"
	// ErrReply: the reply kept with a command cannot be read. It was written by a newer release, or damaged.
	ErrReply Code = "HST-007"
	// ErrPolicy: the policy has no answer the host needs. Mend the policy.
	ErrPolicy Code = "HST-008"
	// ErrExport: a file is not what Host.Export writes. The text names the line.
	ErrExport Code = "HST-009"
	// ErrUnended: an export has no last line. Its records were read; there may have been more.
	ErrUnended Code = "HST-010"
)

// Error gives the code itself.
func (c Code) Error() string { return string(c) }

// mostFaults is how many errors stand in one.
const mostFaults = 100

// faults keeps the first errors of many and counts the others: that of a day on which nothing works can still be read.
type faults struct {
	list []error
	more int
}

func (f *faults) add(err error) {
	switch {
	case err == nil:
	case len(f.list) < mostFaults:
		f.list = append(f.list, err)
	default:
		f.more++
	}
}

// join gives the errors, and what ended the work behind them.
func (f *faults) join(end ...error) error {
	list := slices.Clone(f.list)
	if f.more > 0 {
		list = append(list, worded.Say("and %d more; each command that failed was logged", "另有 %d 个错误；每个失败的命令均已写入日志", f.more))
	}
	return errors.Join(append(list, end...)...)
}

// CorruptError says which record of a stream cannot be read, and why: it is foreign, damaged, out of order or from a
// newer release. Nothing of the stream is decided until it can be read.
type CorruptError struct {
	Stream  string
	Version uint64 // the record's place in the stream, from 1
	Err     error
}

// Error is [CorruptError.Text] in English.
func (e *CorruptError) Error() string { return e.Text("en") }

// Text names stream, record and cause, and what to do, in "zh" or English.
func (e *CorruptError) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return fmt.Sprintf("HST-001：流 %q 的第 %d 条记录：%s；未作任何改动，在该记录可读取之前无法判定该流的命令", e.Stream, e.Version, worded.Of(e.Err).ZH)
	}
	return fmt.Sprintf("HST-001: record %d of stream %q: %v; nothing was changed, and no command of this stream can be judged until the record can be read",
		e.Version, e.Stream, e.Err)
}

// Unwrap gives the cause.
func (e *CorruptError) Unwrap() error { return e.Err }

// longestID is how many bytes an id may have.
const longestID = 128

// checkID wants what can stand in streams, keys and notices: printable ASCII without what needs quoting, and without
// an @, which is most likely somebody's address.
func checkID(what, id string) error {
	if id == "" || len(id) > longestID {
		return fmt.Errorf("%w: the %s has %d bytes; give 1 to %d", ErrArgument, what, len(id), longestID)
	}
	for i := range len(id) {
		switch c := id[i]; {
		case c <= ' ', c >= 0x7f, c == '"', c == '\\', c == '@', c == '<', c == '>', c == '&':
			return fmt.Errorf("%w: the %s holds a character it cannot have at byte %d; use printable ASCII without space, quote, backslash, @, <, > and &", ErrArgument, what, i)
		}
	}
	return nil
}
