// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"
	"time"
)

// FuzzLoadNotice feeds our own format. Whatever loads must answer soundly.
func FuzzLoadNotice(f *testing.F) {
	entries, err := data.ReadDir("data")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		text, err := data.ReadFile("data/" + e.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, base := range []*Calendar{nil, China()} {
			c, err := Load(base, File{Name: "fuzz.json", Data: text})
			if err == nil {
				sound(t, c)
			} else {
				assertInputErrors(t, err)
			}
		}
	})
}

// FuzzLoadHolidayCN feeds years of holiday-cn.
func FuzzLoadHolidayCN(f *testing.F) {
	f.Add([]byte(`{"$schema":"s","$id":"i","year":2027,"papers":["https://www.gov.cn/x.htm"],"days":[`+
		`{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"春节","date":"2027-02-20","isOffDay":false}]}`), "", int32(739930))
	f.Add([]byte(`{"year":2020,"papers":[],"days":[{"name":"春节","date":"2020-02-02","isOffDay":true},`+
		`{"name":"春节","date":"2020-02-03","isOffDay":false}]}`), "n", int32(737400))
	f.Fuzz(func(t *testing.T, text []byte, number string, published int32) {
		file := File{Name: "fuzz.json", Data: text, Number: number}
		if published > 0 && published <= lastDay {
			file.Published = Date{published}
		}
		c, err := Load(nil, file)
		if err == nil {
			sound(t, c)
		} else {
			assertInputErrors(t, err)
		}
	})
}

// sound holds the last days of a calendar, the loaded ones among them, to what every one must keep.
func sound(t *testing.T, c *Calendar) {
	first, last := c.Range()
	if tail := last.AddDays(-400); tail.After(first) {
		first = tail
	}
	for d := first.AddDays(-1); !d.After(last.AddDays(1)); d = d.AddDays(1) {
		day := c.Day(d)
		business, err := c.IsBusinessDay(d)
		if (err != nil) != (day.Status == Unknown) || business != day.Business || day.Business != day.Kind.Business() {
			t.Fatalf("%s: %+v, %v, %v", d, day, business, err)
		}
		if weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; day.Kind == KindMakeUp && !weekend {
			t.Fatalf("%s: make-up day in the week", d)
		}
		for _, n := range []int{-7, 1, 20} {
			e, err := c.AddBusinessDays(d, n)
			if err != nil {
				continue
			}
			if want, ok := naiveAdd(c, d, n); !ok || want != e {
				t.Fatalf("%s + %d: %s, by counting %s", d, n, e, want)
			}
		}
	}
}

// FuzzParseDate holds that what parses is written the same again.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2018-04-08", "2018-13-40", "0001-01-01", "9999-12-31", "2000-02-29", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil && d.String() != s {
			t.Fatalf("%q reads as %s", s, d)
		}
	})
}

// FuzzParseHours holds that what parses is written so that it parses to the same again.
func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"09:00-18:00", "09:00-12:00 13:30-18:00", "00:00-24:00", "9-5", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			return
		}
		again, err := ParseHours(h.String())
		if err != nil || again != h || h.PerDay() <= 0 || h.PerDay() > 24*time.Hour {
			t.Fatalf("%q reads as %s, %v", s, h, err)
		}
	})
}
