// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
)

// The benchmarks ask three libraries' forms the same questions in the same run: ours, rickar/cal with a Holiday
// for each day off, and rickar/cal in its fastest form, one WorkdayFunc on our table. bench.sh prints the ratios.

// starts gives 4,096 days over 16 years, by a fixed linear congruence, with their instants.
func starts() (days [4096]Date, times [4096]time.Time) {
	seed := uint32(1)
	for i := range days {
		seed = seed*1664525 + 1013904223
		days[i] = NewDate(2009, 1, 1).AddDays(int(seed>>8) % (16 * 365))
		times[i] = days[i].at(time.Duration(seed%86400) * time.Second)
	}
	return days, times
}

func fastest() *cal.BusinessCalendar { return China().Business() }

func BenchmarkIsBusinessDay(b *testing.B) {
	days, times := starts()
	c := China()
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_, _ = c.IsBusinessDay(days[i&4095])
		}
	})
	b.Run("ours_time", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_, _ = c.IsBusinessDay(DateOf(times[i&4095]))
		}
	})
	rickar(b, func(x *cal.BusinessCalendar, i int) { x.IsWorkday(times[i]) })
}

func BenchmarkAddBusinessDays20(b *testing.B) {
	days, times := starts()
	c := China()
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_, _ = c.AddBusinessDays(days[i&4095], 20)
		}
	})
	b.Run("ours_time", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			_, _ = c.AddBusinessDays(DateOf(times[i&4095]), 20)
		}
	})
	rickar(b, func(x *cal.BusinessCalendar, i int) { x.WorkdaysFrom(times[i], 20) })
}

func BenchmarkAddBusinessDaysAny(b *testing.B) {
	days, _ := starts()
	c := China()
	for _, n := range []int{-200, 200, 400} {
		b.Run(fmt.Sprint("ours/", n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				_, _ = c.AddBusinessDays(days[i&4095], n)
			}
		})
	}
}

func BenchmarkBetweenOneYear(b *testing.B) {
	days, times := starts()
	c := China()
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			d := days[i&4095]
			_, _ = c.BusinessDaysBetween(d, d.AddDays(365))
		}
	})
	rickar(b, func(x *cal.BusinessCalendar, i int) { x.WorkdaysInRange(times[i], times[i].AddDate(0, 0, 365)) })
}

func rickar(b *testing.B, ask func(x *cal.BusinessCalendar, i int)) {
	b.Run("rickar_holidays", func(b *testing.B) {
		x := theirs()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			ask(x, i&4095)
		}
	})
	b.Run("rickar_fastest", func(b *testing.B) {
		x := fastest()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			ask(x, i&4095)
		}
	})
}

func BenchmarkDeadline(b *testing.B) {
	_, times := starts()
	c := China()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_, _ = c.DeadlineCutOff(times[i&4095], 20, 18*time.Hour)
	}
}

func BenchmarkAddWorkingHours(b *testing.B) {
	_, times := starts()
	c := China()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_, _ = c.AddWorkingHours(times[i&4095], 100*time.Hour, Hours{})
	}
}

func BenchmarkDay(b *testing.B) {
	days, _ := starts()
	c := China()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Day(days[i&4095])
	}
}

// BenchmarkBuild is what the first call of China costs: reading, checking and compiling all notices.
func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := loadBuiltin(); err != nil {
			b.Fatal(err)
		}
	}
}
