// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"encoding/binary"
	"reflect"
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// keyWriter takes together everything of a life that tells one state of a search from another. It walks the subject
// and the trace field by field, so that a field that is added later tells states apart by itself.
type keyWriter struct {
	buf   []byte
	state fsm.State
}

// left are fields that tell nothing apart: identifiers, digests, versions, what belongs to the step that is over, and
// what was decided and told before, which is settled when the next step begins.
var left = map[string]bool{
	"fsm.Subject.Version": true, "fsm.Verdict.Policy": true, "fsm.Verdict.Rule": true, "fsm.Filing.ID": true,
	"fsm.Attachment.Ref": true, "fsm.Filing.deadlines": true, "fsm.Filing.judgedOn": true,
	"simulator.trace.world": true, "simulator.trace.filing": true, "simulator.trace.contacts": true,
	"simulator.trace.step": true, "simulator.trace.stepFrom": true,
	"simulator.trace.host": true, "simulator.trace.results": true, "simulator.trace.told": true,
}

// only are fields that matter in one state: no guard and no invariant looks at them elsewhere.
var only = map[string]fsm.State{
	"fsm.Filing.edited": fsm.SMSReturned, "fsm.Filing.beside": fsm.SMSReturned, "fsm.Filing.uploading": fsm.Draft, "simulator.trace.drafted": fsm.Draft,
}

// few are numbers without an end of their own: beyond a few they tell nothing more apart.
var few = map[string]int{"fsm.Filing.Revision": 1}

func (k *keyWriter) of(l *life) string {
	f := &l.s.Filing
	k.buf, k.state = k.buf[:0], f.State
	k.number(uint64(f.State))
	if !f.State.InProgress() { // what ended stands in the journal and in the record
		k.write(reflect.ValueOf(l.s.Record), "")
		k.write(reflect.ValueOf(l.mon.trace.sites), "")
		k.bit(l.mon.trace.hasRecord)
		return string(k.buf)
	}
	k.write(reflect.ValueOf(&l.s).Elem(), "")
	k.write(reflect.ValueOf(&l.mon.trace).Elem(), "")
	deadlines := f.Deadlines()
	slices.SortStableFunc(deadlines, func(a, b fsm.Deadline) int { return a.Due.Compare(b.Due) })
	for _, d := range deadlines {
		k.number(uint64(d.Name))
		k.bit(d.Pending)
	}
	k.number(uint64(len(l.claims)))
	return string(k.buf)
}

var (
	typeTime   = reflect.TypeFor[time.Time]()
	typeDate   = reflect.TypeFor[calendar.Date]()
	typeMoment = reflect.TypeFor[moment]()
)

func (k *keyWriter) write(v reflect.Value, name string) {
	if state, limited := only[name]; left[name] || limited && state != k.state {
		return
	}
	switch v.Type() {
	case typeTime, typeDate, typeMoment:
		k.bit(v.IsZero()) // that it is there, not when
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			k.write(v.Field(i), v.Type().String()+"."+v.Type().Field(i).Name)
		}
	case reflect.Pointer:
		k.bit(v.IsNil())
		if !v.IsNil() {
			k.write(v.Elem(), "")
		}
	case reflect.Slice:
		if name == "simulator.trace.attached" {
			return // the filing has the same, each once
		}
		k.number(uint64(v.Len()))
		for i := range v.Len() {
			k.write(v.Index(i), "")
		}
	case reflect.Array:
		for i := range v.Len() {
			k.write(v.Index(i), "")
		}
	case reflect.String:
		if name == "fsm.Filing.Upload" && v.String() == "pc" {
			return // what is taken where nothing was chosen
		}
		k.number(uint64(v.Len()))
		k.buf = append(k.buf, v.String()...)
	case reflect.Bool:
		k.bit(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		k.number(uint64(bounded(int(v.Int()), name)))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		k.number(v.Uint())
	default:
		panic("simulator: a field of " + v.Type().String() + " cannot be taken into a key")
	}
}

func bounded(n int, name string) int {
	if most := few[name]; most > 0 {
		return min(n, most)
	}
	return n
}

func (k *keyWriter) bit(b bool) {
	if b {
		k.buf = append(k.buf, 1)
		return
	}
	k.buf = append(k.buf, 0)
}

func (k *keyWriter) number(n uint64) { k.buf = binary.AppendUvarint(k.buf, n) }
