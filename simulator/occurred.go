// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"reflect"

	"github.com/icpfiling/icp/fsm"
)

// occurred gives a callback with the time when it happened, unless it says an earlier one itself. A command that came as
// a pointer is changed in place.
func occurred(c fsm.Command, m moment) fsm.Command {
	v := reflect.ValueOf(c)
	byValue := v.Kind() != reflect.Pointer
	if byValue {
		p := reflect.New(v.Type())
		p.Elem().Set(v)
		v = p
	}
	meta := metaOf(v.Interface().(fsm.Command))
	if at := m.time(); meta.OccurredAt.IsZero() || meta.OccurredAt.After(at) {
		meta.OccurredAt = at
	}
	if byValue {
		return v.Elem().Interface().(fsm.Command)
	}
	return c
}

// metaOf is the Meta of a command that came as a pointer.
func metaOf(c fsm.Command) *fsm.Meta {
	return reflect.ValueOf(c).Elem().FieldByName("Meta").Addr().Interface().(*fsm.Meta)
}

// namedBy is the submission a command names, 0 for none.
func namedBy(c fsm.Command) int {
	return int(reflect.Indirect(reflect.ValueOf(c)).FieldByName("Revision").Int())
}

// unnamed is a command that names no submission, as a value of its own.
func unnamed(c fsm.Command) fsm.Command {
	p := reflect.New(reflect.Indirect(reflect.ValueOf(c)).Type())
	p.Elem().Set(reflect.Indirect(reflect.ValueOf(c)))
	metaOf(p.Interface().(fsm.Command)).Revision = 0
	return p.Elem().Interface().(fsm.Command)
}

// named is a callback as the host takes it in: a host with a planted fault does not ask which submission it is about.
func (l *life) named(c fsm.Command) fsm.Command {
	if l.broken(mixesSubmissions) {
		metaOf(c).Revision = 0
	}
	return c
}
