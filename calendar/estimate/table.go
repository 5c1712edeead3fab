// SPDX-License-Identifier: Apache-2.0

package estimate

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// The table's years. It begins where the built-in notices do, so that their statutory days can check it.
const (
	firstYear = 2007
	lastYear  = 2060
)

// moving holds, a year a line, the days that follow sun and moon: first day of the first lunar month, Qingming,
// fifth of the fifth, fifteenth of the eighth, each as month*100+day.
//
// A table and not a library: of the Go modules for the lunar calendar none is both kept and small, and a table of
// four days a year needs no code that could be wrong. Its source are the dates computed by three unrelated
// programs, lunar-typescript 1.8.6 (astronomical), chinese-days 1.5.7 and solarlunar 3.1.0 (published almanac
// tables), which agree on every day of 2000 to 2060; Qingming was also computed by the solar-term formula
// [0.2422*y+4.81]-[y/4]. The dates of 2007 to 2026 are held against the days the notices name by a test. ICU's
// built-in Chinese calendar differs on two new years, 2027 and 2030, whose new moons fall within minutes of
// midnight in UTC+8; the almanacs' days, 6 February 2027 and 3 February 2030, stand here.
var moving = [...][4]uint16{
	2007 - firstYear: {218, 405, 619, 925},
	2008 - firstYear: {207, 404, 608, 914},
	2009 - firstYear: {126, 404, 528, 1003},
	2010 - firstYear: {214, 405, 616, 922},
	2011 - firstYear: {203, 405, 606, 912},
	2012 - firstYear: {123, 404, 623, 930},
	2013 - firstYear: {210, 404, 612, 919},
	2014 - firstYear: {131, 405, 602, 908},
	2015 - firstYear: {219, 405, 620, 927},
	2016 - firstYear: {208, 404, 609, 915},
	2017 - firstYear: {128, 404, 530, 1004},
	2018 - firstYear: {216, 405, 618, 924},
	2019 - firstYear: {205, 405, 607, 913},
	2020 - firstYear: {125, 404, 625, 1001},
	2021 - firstYear: {212, 404, 614, 921},
	2022 - firstYear: {201, 405, 603, 910},
	2023 - firstYear: {122, 405, 622, 929},
	2024 - firstYear: {210, 404, 610, 917},
	2025 - firstYear: {129, 404, 531, 1006},
	2026 - firstYear: {217, 405, 619, 925},
	2027 - firstYear: {206, 405, 609, 915},
	2028 - firstYear: {126, 404, 528, 1003},
	2029 - firstYear: {213, 404, 616, 922},
	2030 - firstYear: {203, 405, 605, 912},
	2031 - firstYear: {123, 405, 624, 1001},
	2032 - firstYear: {211, 404, 612, 919},
	2033 - firstYear: {131, 404, 601, 908},
	2034 - firstYear: {219, 405, 620, 927},
	2035 - firstYear: {208, 405, 610, 916},
	2036 - firstYear: {128, 404, 530, 1004},
	2037 - firstYear: {215, 404, 618, 924},
	2038 - firstYear: {204, 405, 607, 913},
	2039 - firstYear: {124, 405, 527, 1002},
	2040 - firstYear: {212, 404, 614, 920},
	2041 - firstYear: {201, 404, 603, 910},
	2042 - firstYear: {122, 404, 622, 928},
	2043 - firstYear: {210, 405, 611, 917},
	2044 - firstYear: {130, 404, 531, 1005},
	2045 - firstYear: {217, 404, 619, 925},
	2046 - firstYear: {206, 404, 608, 915},
	2047 - firstYear: {126, 405, 529, 1004},
	2048 - firstYear: {214, 404, 615, 922},
	2049 - firstYear: {202, 404, 604, 911},
	2050 - firstYear: {123, 404, 623, 930},
	2051 - firstYear: {211, 405, 613, 919},
	2052 - firstYear: {201, 404, 601, 907},
	2053 - firstYear: {219, 404, 620, 926},
	2054 - firstYear: {208, 404, 610, 916},
	2055 - firstYear: {128, 405, 530, 1005},
	2056 - firstYear: {215, 404, 617, 924},
	2057 - firstYear: {204, 404, 606, 913},
	2058 - firstYear: {124, 404, 625, 1002},
	2059 - firstYear: {212, 405, 614, 921},
	2060 - firstYear: {202, 404, 603, 909},
}

// festivals are the days of a year that the statute names, before it says how many of them are off.
type festivals struct{ newYear, spring, qingming, labour, dragonBoat, midAutumn, national calendar.Date }

func festivalsOf(year int) festivals {
	row := moving[year-firstYear]
	at := func(monthDay uint16) calendar.Date {
		return calendar.NewDate(year, time.Month(monthDay/100), int(monthDay%100))
	}
	return festivals{at(101), at(row[0]), at(row[1]), at(501), at(row[2]), at(row[3]), at(1001)}
}
