// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"
	"time"

	"github.com/icpfiling/icp/rules/internal/model"
)

// Value is the answer to a decision. Values are comparable with ==; the zero Value is no answer. Its canonical text
// is what events record: "photo", "[email sms]", "1", "3..20", "48h".
type Value struct {
	text   string
	kind   Kind
	lo, hi int32
}

// ParseValue reads the canonical text of a value back, without a policy. Text that is not canonical is an error
// (RUL-010). The empty text is the zero Value.
func ParseValue(text string) (Value, error) {
	kind, lo, hi, err := model.ParseText(text)
	if err != nil {
		return Value{}, unread("RUL-010", "", err)
	}
	return Value{text: text, kind: Kind(kind), lo: int32(lo), hi: int32(hi)}, nil
}

// String is the canonical text; "" for no answer.
func (v Value) String() string { return v.text }

// MarshalText writes the canonical text.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.text), nil }

// UnmarshalText reads the canonical text, as [ParseValue] does, with its error.
func (v *Value) UnmarshalText(text []byte) error {
	parsed, err := ParseValue(string(text))
	if err == nil {
		*v = parsed
	}
	return err
}

// Kind is the kind of the value; "" for no answer.
func (v Value) Kind() Kind { return v.kind }

// None reports whether there is no answer, or an empty set.
func (v Value) None() bool { return v.text == "" || v.text == "[]" }

// Is reports whether the value is this one name.
func (v Value) Is(name string) bool { return v.kind == KindValues && v.text == name }

// Has reports whether a set holds the name.
func (v Value) Has(name string) bool {
	if v.kind != KindCollect || name == "" {
		return false
	}
	for rest := v.text; len(rest) > len(name)+1; {
		end := strings.IndexAny(rest[1:], " ]") + 1
		if rest[1:end] == name {
			return true
		}
		rest = rest[end:]
	}
	return false
}

// Names lists the members of a set in alphabetical order, or the one name; nil otherwise.
func (v Value) Names() []string {
	switch v.kind {
	case KindValues:
		return []string{v.text}
	case KindCollect:
		return model.SetNames(v.text)
	}
	return nil
}

// Int is the number of a number; 0 otherwise. The decision says its unit.
func (v Value) Int() int {
	if v.kind != KindNumber {
		return 0
	}
	return int(v.lo)
}

// Range gives both ends, included, of a range; a number is a range of itself; 0, 0 otherwise.
func (v Value) Range() (lo, hi int) {
	if v.kind != KindRange && v.kind != KindNumber {
		return 0, 0
	}
	return int(v.lo), int(v.hi)
}

// Duration is the span of a duration; 0 otherwise.
func (v Value) Duration() time.Duration {
	if v.kind != KindDuration {
		return 0
	}
	return time.Duration(v.lo) * time.Second
}
