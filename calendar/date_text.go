// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// ParseDate reads a day written YYYY-MM-DD. Anything else, and a day that does not exist such as 2018-13-40, is
// an [*InputError] with code CAL-002.
func ParseDate(s string) (Date, error) {
	d, ok := parseDate(s)
	if !ok {
		return Date{}, inputError(codeDate, same(quote(s)), noDay, wording{
			"write an existing day as YYYY-MM-DD, such as 2018-04-08", "请写存在的日期，格式为 YYYY-MM-DD，如 2018-04-08",
		})
	}
	return d, nil
}

var noDay = wording{"is not a day of the calendar", "不是有效日期"}

func parseDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, false
	}
	d := NewDate(y, time.Month(m), day)
	return d, !d.IsZero()
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// String writes d as YYYY-MM-DD; the zero Date is "no date".
func (d Date) String() string {
	if d.IsZero() {
		return "no date"
	}
	var buf [10]byte
	return string(d.appendTo(buf[:0]))
}

// AppendText appends d as YYYY-MM-DD, nothing for the zero Date. It never fails.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, nil
	}
	return d.appendTo(b), nil
}

// MarshalText writes d as YYYY-MM-DD, and the zero Date as the empty text. It never fails.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(make([]byte, 0, 10)) }

// UnmarshalText reads what MarshalText writes: a day as [ParseDate] takes it, or the empty text for the zero Date. The error is
// that of ParseDate.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = read
	return nil
}

func (d Date) appendTo(b []byte) []byte {
	y, m, day := d.Civil()
	b = append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-')
	b = append(b, byte('0'+int(m)/10), byte('0'+int(m)%10), '-')
	return append(b, byte('0'+day/10), byte('0'+day%10))
}
