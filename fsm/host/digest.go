// SPDX-License-Identifier: Apache-2.0

package host

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"reflect"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// digest is a short hash of everything a command says, kept with its reply to tell a repeated command from another one
// under the same id. It guards against a mistake, not against an attacker.
//
// Fields go in by name, values of closed sets by theirs, and what is zero is left out: so the digest of a command stays
// what it is when a later release adds a field. When it happened is left out too: who repeats a command may have filled in
// the clock anew, and what the journal holds is the first time it was said.
type digest uint64

// digestOf takes the command's struct, or a pointer to it.
func digestOf(command any) digest {
	d := digest(14695981039346656037) // FNV-1a, 64 bits
	d.value(reflect.Indirect(reflect.ValueOf(command)))
	return d
}

// String gives 16 hexadecimal digits.
func (d digest) String() string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(d))
	return hex.EncodeToString(b[:])
}

func (d *digest) byte(b byte) { *d = (*d ^ digest(b)) * 1099511628211 }

// text adds a string with its length, so that two never read like one.
func (d *digest) text(s string) {
	d.number(uint64(len(s)))
	for i := range len(s) {
		d.byte(s[i])
	}
}

func (d *digest) number(n uint64) {
	for ; n >= 0x80; n >>= 7 {
		d.byte(byte(n) | 0x80)
	}
	d.byte(byte(n))
}

func (d *digest) value(v reflect.Value) {
	if day, ok := v.Interface().(calendar.Date); ok {
		d.text(day.String())
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.text(v.String())
	case reflect.Struct:
		typ := v.Type()
		for i := range v.NumField() {
			if field := v.Field(i); field.Type() != timeType && !empty(field) {
				d.text(typ.Field(i).Name)
				d.value(field)
			}
		}
		d.number(0) // no name is empty: here the struct ends
	case reflect.Slice:
		d.number(uint64(v.Len()))
		for i := range v.Len() {
			d.value(v.Index(i))
		}
	default: // a bool, a number, a value of a closed set
		d.text(fmt.Sprint(v.Interface()))
	}
}

var timeType = reflect.TypeFor[time.Time]()

func empty(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}
