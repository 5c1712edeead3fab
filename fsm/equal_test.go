// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"reflect"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

// TestEqualSeesEveryField changes one field at a time, however deep, of a subject that has something in all of them.
func TestEqualSeesEveryField(t *testing.T) {
	full := func() (s Subject) {
		fillIn(reflect.ValueOf(&s).Elem())
		return s
	}
	a, b := full(), full()
	require.True(t, a.Equal(&b))
	leaves := 0
	eachLeaf(reflect.ValueOf(&b).Elem(), "Subject", func(path string, v reflect.Value) {
		leaves++
		before := reflect.New(v.Type()).Elem()
		before.Set(v)
		change(v)
		require.False(t, a.Equal(&b), path)
		require.False(t, b.Equal(&a), path)
		v.Set(before)
		require.True(t, a.Equal(&b), path)
	})
	require.Greater(t, leaves, 120)

	var none Subject
	require.True(t, none.Equal(&Subject{}))
	require.False(t, none.Equal(&Subject{Filing: Filing{Changed: []string{}}}))
}

// open gives a field that may be set, also one that is not exported.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// fillIn puts something into every field.
func fillIn(v reflect.Value) {
	switch v = open(v); v.Kind() {
	case reflect.Struct:
		switch v.Interface().(type) {
		case time.Time, calendar.Date:
			change(v)
			return
		}
		for i := range v.NumField() {
			fillIn(v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fillIn(v.Index(i))
		}
	default:
		change(v)
	}
}

// eachLeaf visits what has no parts, and every list and pointer besides its parts.
func eachLeaf(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	switch v = open(v); v.Kind() {
	case reflect.Struct:
		switch v.Interface().(type) {
		case time.Time, calendar.Date:
			visit(path, v)
			return
		}
		for i := range v.NumField() {
			eachLeaf(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Pointer:
		visit(path, v)
		eachLeaf(v.Elem(), path, visit)
	case reflect.Slice:
		visit(path, v)
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			eachLeaf(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	default:
		visit(path, v)
	}
}

// change gives another value.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			v.Set(reflect.ValueOf(at.Add(time.Hour)))
			return
		}
		d := v.Interface().(calendar.Date)
		if d.IsZero() {
			d = calendar.NewDate(2018, time.April, 4)
		}
		v.Set(reflect.ValueOf(d.AddDays(1)))
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(v.Uint() + 1)
	default: // a list or a pointer: there is none
		v.SetZero()
	}
}
