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
	meta := v.Elem().FieldByName("Meta").Addr().Interface().(*fsm.Meta)
	if at := m.time(); meta.OccurredAt.IsZero() || meta.OccurredAt.After(at) {
		meta.OccurredAt = at
	}
	if byValue {
		return v.Elem().Interface().(fsm.Command)
	}
	return c
}
