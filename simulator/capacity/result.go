// SPDX-License-Identifier: Apache-2.0

package capacity

// SchemaVersion is the version of the Result's JSON. Added fields leave it as it is.
const SchemaVersion = 1

// Result is what the replications showed. Its JSON is the same bytes for any number of workers.
type Result struct {
	SchemaVersion int    `json:"schema_version"`
	Spec          string `json:"spec"`
	// Seed is that of the first replication; the others have the next ones. Each lives Filings filings.
	Seed         uint64 `json:"seed"`
	Replications int    `json:"replications"`
	Filings      int    `json:"filings"`
	// From is the first day of the starts, Until the day after the last; both in UTC+8.
	From     string `json:"from"`
	Until    string `json:"until"`
	Policy   string `json:"policy"`
	Calendar string `json:"calendar"`
	// Outcomes counts the filings of all replications by the state they ended or wait in, Late the deadlines that passed.
	Outcomes map[string]int `json:"outcomes"`
	Late     map[string]int `json:"late"`
	// Violations counts the filings that broke an invariant, Broken by invariant.
	Violations int            `json:"violations"`
	Broken     map[string]int `json:"broken,omitempty"`
	// Desks are the stations, in the order of the plan.
	Desks []Desk `json:"desks"`
	// Old is the same under Options.Old, and Differences are the desks' figures less the old ones: each Figure is of the
	// differences in the single replications, so that what both have in common cancels; counts and quantiles are those of
	// all replications together. Both are left out where only one policy was run.
	Old         *Result `json:"old,omitempty"`
	Differences []Desk  `json:"differences,omitempty"`
}

// Desk is what happened at a station.
type Desk struct {
	Name  string   `json:"name"`
	Works []string `json:"work"`
	// Servers is the most who are there at once by the plan.
	Servers int `json:"servers"`
	// Jobs arrived after the warm-up and before the last start of a filing, in all replications; Withdrawn of them left
	// the line or the server, Unfinished were still there at the end.
	Jobs       int `json:"jobs"`
	Withdrawn  int `json:"withdrawn"`
	Unfinished int `json:"unfinished"`
	// Utilisation is the share of the servers' time that is work, in percent.
	Utilisation Figure `json:"utilisation_percent"`
	// Wait is the time in line in hours of the clock, nights and days off included.
	Wait Figure `json:"wait_hours"`
	// Targets counts the jobs that had a review target; Late is the share of them that missed it, in percent, LateBy by how
	// many business days.
	Targets int        `json:"jobs_with_target"`
	Late    Figure     `json:"late_percent"`
	LateBy  []Quantile `json:"late_by_business_days"`
	// Turnaround is from the arrival to the end of the work, in business days.
	Turnaround []Quantile `json:"turnaround_business_days"`
	// Queue is the mean number in line while somebody works, Longest the most at once, Weeks the mean of each week of the
	// whole run from its first start, around the clock.
	Queue   Figure    `json:"queue"`
	Longest int       `json:"longest_queue"`
	Weeks   []float64 `json:"queue_by_week"`
	// WarmUp is how many days from the first start do not count.
	WarmUp Figure `json:"warm_up_days"`
	// Little says that in every replication the area under the line equals the sum of the waits, to the microsecond.
	Little bool `json:"littles_law_holds"`
	// AtWork is the mean number of servers while somebody works, to the nearest whole one; Load is how many of them the
	// work needs.
	AtWork int     `json:"servers_at_work"`
	Load   float64 `json:"load"`
	// Service is the mean time of a job, InLine the mean time in line, both in minutes of the desk's working time.
	Service float64 `json:"service_minutes"`
	InLine  float64 `json:"line_minutes"`
	// ErlangC is the mean time in line of M/M/c at this load: arrivals spread evenly over the hours somebody works,
	// exponential service times, nobody interrupted; -1 if no such line is ever stable. Real lines are longer where
	// filings come in the evening, and shorter where service times vary less.
	ErlangC float64 `json:"erlang_c_minutes"`
}

// Figure is a mean over replications; the 95 % interval reaches HalfWidth to either side.
type Figure struct {
	Mean      float64 `json:"mean"`
	HalfWidth float64 `json:"half_width"`
}

// Quantile is the smallest number of business days that at least Percent of the jobs do not exceed; 100 is the most.
type Quantile struct {
	Percent int `json:"percent"`
	Days    int `json:"days"`
}
