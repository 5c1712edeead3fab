// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"time"
)

// appendUint writes a number, small ones in one byte.
func appendUint(b []byte, n uint64) []byte {
	if n < 0x80 {
		return append(b, byte(n))
	}
	return appendLarge(b, n)
}

// appendLarge is appendUint for the others.
func appendLarge(b []byte, n uint64) []byte {
	switch {
	case n < 1<<14:
		return append(b, byte(n)|0x80, byte(n>>7))
	case n < 1<<21:
		return append(b, byte(n)|0x80, byte(n>>7)|0x80, byte(n>>14))
	}
	return binary.AppendUvarint(b, n)
}

// appendInt writes a number of either sign, small ones in one byte.
func appendInt(b []byte, i int64) []byte {
	return appendUint(b, uint64(i<<1^i>>63))
}

// textNew is text for what was not written lately.
func (e *Encoder) textNew(b []byte, s string) []byte {
	code, own := e.find(s)
	if len(s) <= knownLen {
		e.remember(spell(s), code, own)
	}
	if code == 0 {
		return e.inFull(b, s)
	}
	return appendUint(b, code)
}

// inFull writes what is no word.
func (e *Encoder) inFull(b []byte, s string) []byte {
	return append(appendUint(b, uint64(e.words.words+len(s))), s...)
}

// find gives the number of a word, 0 if it has none. It may be another one in the next filing if own.
func (e *Encoder) find(s string) (code uint64, own bool) {
	if len(s) > 2 && s[1] == '-' {
		if code = e.words.ownCode(s[0]); code != 0 {
			if s[2:] == string(e.number[:e.digits]) {
				return code, true
			}
			own = true
		}
	}
	return e.words.find(s), own
}

// text writes a string without the own words of a filing.
func (l *lexicon) text(b []byte, s string) []byte {
	if s == "" {
		return append(b, 0)
	}
	if code := l.find(s); code != 0 {
		return appendUint(b, code)
	}
	b = appendUint(b, uint64(l.words+len(s)))
	return append(b, s...)
}

// texts tells a list that is nil from an empty one.
func (e *Encoder) texts(b []byte, list []string) []byte {
	if list == nil {
		return append(b, 0)
	}
	b = appendUint(b, uint64(len(list)+1))
	for _, s := range list {
		b = e.text(b, s)
	}
	return b
}

// Times that are so many microseconds apart are written as the number of these steps.
const timeStep = 30_000_000

// noTime is in microseconds what time.Time has without an instant.
var noTime = time.Time{}.UnixMicro()

// time writes an instant as the difference from the latest entry; 0 is no time.
func (e *Encoder) time(b []byte, t time.Time) []byte {
	at := t.UnixMicro()
	if at == noTime {
		return append(b, 0)
	}
	return appendSince(b, at-e.said.last)
}

// moves writes the instant of an entry; those after it are written as differences from it.
func (e *Encoder) moves(b []byte, at int64) []byte {
	last := e.said.last
	if at == last {
		return append(b, 1)
	}
	if at == noTime {
		return append(b, 0)
	}
	e.said.last = at
	return appendSince(b, at-last)
}

// appendSince writes a difference in steps if it is so many, else in microseconds; small ones of either sign are short.
func appendSince(b []byte, d int64) []byte {
	if steps := d / timeStep; steps*timeStep == d {
		return appendUint(b, uint64(steps<<1^steps>>63)<<1+1)
	}
	return appendUint(b, uint64(d<<1^d>>63)<<1+2)
}

func bit(set bool, flag int) int {
	if set {
		return flag
	}
	return 0
}
