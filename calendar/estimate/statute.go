// SPDX-License-Identifier: Apache-2.0

package estimate

import "github.com/icpfiling/icp/calendar"

// The years from which revisions of 全国年节及纪念日放假办法 are in force.
const (
	revised2007 = 2008 // Order 513: 11 days, Lunar New Year's Eve and the two days after it among them
	revised2013 = 2014 // Order 644: 11 days, the first three of the year instead
	revised2024 = 2025 // Order 795: 13 days, the Eve again and a second day for Labour Day
)

// statutory gives the days the statute names for a year, in no order; a day may stand for two festivals.
func statutory(year int) []calendar.Date {
	f := festivalsOf(year)
	days := []calendar.Date{f.newYear, f.national, f.national.AddDays(1), f.national.AddDays(2)}
	if year < revised2007 { // 10 days; Qingming, Dragon Boat and Mid-Autumn are not among them yet
		return append(days, f.spring, f.spring.AddDays(1), f.spring.AddDays(2),
			f.labour, f.labour.AddDays(1), f.labour.AddDays(2))
	}
	days = append(days, f.qingming, f.labour, f.dragonBoat, f.midAutumn, f.spring, f.spring.AddDays(1))
	switch {
	case year < revised2013:
		return append(days, f.spring.AddDays(-1))
	case year < revised2024:
		return append(days, f.spring.AddDays(2))
	}
	return append(days, f.spring.AddDays(-1), f.spring.AddDays(2), f.labour.AddDays(1))
}
