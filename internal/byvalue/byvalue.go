// SPDX-License-Identifier: Apache-2.0

// Package byvalue takes commands that may be given by value or by pointer as they are by value.
package byvalue

import "reflect"

// Of is a command by value; a nil pointer, and what is none by value, are nil.
func Of[C any](command C) (value C) {
	v := reflect.ValueOf(command)
	switch {
	case v.Kind() != reflect.Pointer:
		return command
	case !v.IsNil():
		value, _ = v.Elem().Interface().(C)
	}
	return value
}
