// SPDX-License-Identifier: Apache-2.0

package region

import "github.com/icpfiling/icp/calendar"

// region is what is known of one region's own days.
type region struct {
	name   string
	source string
	days   []announced
}

// announced is a day, or a span with both ends, as a region announced it.
type announced struct {
	festival string
	kind     calendar.Kind
	day      string
}

const (
	off  = calendar.KindDayOff
	work = calendar.KindMakeUp
)

// regions is the table. What is not in it is not known; web pages for further years contradict each other.
func regions() []region {
	return []region{
		{"beijing", "notices to central and Beijing offices for the events of 2008 and 2014", []announced{
			{"奥运会开幕", off, "2008-08-08"},
			{"APEC", work, "2014-11-02"},
			{"APEC", off, "2014-11-07..2014-11-12"},
			{"APEC", work, "2014-11-15"},
		}},
		{"guangxi", "广西壮族自治区人民政府令第98号（2014），逐年公布", []announced{
			{"壮族三月三", off, "2017-03-30..2017-04-01"}, // 1 April is a national make-up day
			{"壮族三月三", work, "2017-04-08"},
			{"壮族三月三", off, "2021-04-14..2021-04-16"},
			{"壮族三月三", work, "2021-04-18"},
			{"壮族三月三", off, "2023-04-21..2023-04-23"}, // 23 April is a national make-up day
			{"壮族三月三", off, "2024-04-11..2024-04-12"},
			{"壮族三月三", off, "2026-04-17..2026-04-20"},
		}},
		{"ningxia", "宁夏回族自治区逐年公布，文号未查得", []announced{
			{"开斋节", off, "2019-06-05..2019-06-06"},
			{"古尔邦节", off, "2019-08-12..2019-08-13"},
			{"开斋节", off, "2020-05-25..2020-05-26"},
			{"古尔邦节", off, "2020-07-30..2020-07-31"},
			{"开斋节", off, "2021-05-13..2021-05-14"},
			{"古尔邦节", off, "2021-07-19..2021-07-20"},
			{"开斋节", off, "2024-04-10..2024-04-11"},
			{"古尔邦节", off, "2024-06-17..2024-06-18"},
			{"开斋节", off, "2025-03-31..2025-04-01"},
			{"古尔邦节", off, "2025-06-06"},
			{"古尔邦节", off, "2026-05-27..2026-05-28"},
		}},
		{"tibet", "西藏自治区人大决定（2009），拉萨市逐年公布", []announced{
			{"藏历新年", work, "2023-02-18..2023-02-19"},
			{"藏历新年", off, "2023-02-20..2023-02-26"},
			{"藏历新年", off, "2025-02-27..2025-03-04"},
			{"春节、藏历新年", off, "2026-02-15..2026-02-26"},
		}},
		{"xinjiang", "新疆维吾尔自治区人民政府令第174号（2012），逐年公布", []announced{
			{"古尔邦节", work, "2016-09-10"},
			{"古尔邦节", off, "2016-09-11..2016-09-14"},
			{"肉孜节", off, "2022-05-05"},
			{"古尔邦节", off, "2022-07-09..2022-07-13"},
			{"肉孜节", off, "2026-03-20..2026-03-22"},
			{"古尔邦节", off, "2026-05-27..2026-05-31"},
		}},
	}
}
