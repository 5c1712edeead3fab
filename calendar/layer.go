// SPDX-License-Identifier: Apache-2.0

package calendar

// Layer is what somebody other than the State Council says about days: a region, an estimate, a company. It is
// put over a calendar with [Calendar.With].
type Layer struct {
	Name     string // where it comes from; part of the calendar's ID, and the Notice of days that name none
	Status   Status // of the days it decides: Confirmed, Unverified or Estimated
	From, To Date   // days it makes answerable where no notice covers them, Monday to Friday by default; zero for none
	Days     []Day  // days it decides, in order of date; of each it uses Date, Kind, Name and Notice
}
