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
	if n < 0x4000 {
		return append(b, byte(n)|0x80, byte(n>>7))
	}
	return binary.AppendUvarint(b, n)
}

// appendInt writes a number of either sign, small ones in one byte.
func appendInt(b []byte, i int64) []byte {
	return appendUint(b, uint64(i<<1^i>>63))
}

// text writes a string: by its number, or in full after a number beyond all words.
func (e *Encoder) text(b []byte, s string) []byte {
	if s == "" {
		return append(b, 0)
	}
	if len(s) > 2 && s[1] == '-' {
		if code := e.words.own(s[0]); code != 0 && s[2:] == string(e.number[:e.digits]) {
			return append(b, byte(code))
		}
	}
	h := hashOf(s)
	k := &e.known[h>>(64-knownBits)]
	if k.word != s {
		code := e.words.findAt(s, h)
		if code == 0 {
			b = appendUint(b, uint64(e.words.words+len(s)))
			return append(b, s...)
		}
		k.word, k.code = s, code
	}
	return appendUint(b, k.code)
}

// knownWord is a word that was written lately: a few are written again and again.
type knownWord struct {
	word string
	code uint64
}

const knownBits = 7

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

// time writes an instant as the difference from the latest entry; 0 is no time.
func (e *Encoder) time(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	return appendSince(b, t.UnixMicro()-e.said.last)
}

func appendSince(b []byte, d int64) []byte {
	if steps := d / timeStep; steps*timeStep == d {
		return appendUint(b, uint64(steps<<1^steps>>63)<<1+1)
	}
	return appendUint(b, uint64(d<<1^d>>63)<<1+2)
}

// moves writes the instant of an entry; those after it are written as differences from it.
func (e *Encoder) moves(b []byte, t time.Time) []byte {
	m := &e.said
	if t == m.now && m.last != 0 {
		return append(b, 1)
	}
	if t.IsZero() {
		return append(b, 0)
	}
	us := t.UnixMicro()
	b = appendSince(b, us-m.last)
	m.last, m.now = us, t
	return b
}

func bit(set bool, flag int) int {
	if set {
		return flag
	}
	return 0
}
