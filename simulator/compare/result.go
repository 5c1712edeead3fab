// SPDX-License-Identifier: Apache-2.0

package compare

// SchemaVersion is the version of the Result's JSON. Added fields leave it as it is.
const SchemaVersion = 1

// Result is what a comparison found. Its JSON is the same bytes for any number of workers. Durations are days of 24
// hours from the first submission to the approval, of the filings that both policies approve; negative is faster under
// the new policy.
type Result struct {
	SchemaVersion int    `json:"schema_version"`
	Spec          string `json:"spec"`
	Seed          uint64 `json:"seed"`
	// Old and New are the policies' digests, Calendar counted the days.
	Old      string `json:"old"`
	New      string `json:"new"`
	Calendar string `json:"calendar"`
	// Filings is how many pairs were compared, Looks how often the width of the interval was looked at on the way.
	Filings int `json:"filings"`
	Looks   int `json:"looks,omitempty"`
	// Partial says that the run was stopped before it came to its end.
	Partial bool `json:"partial,omitempty"`
	// Reached says that the interval became as narrow as was asked; false also if nothing was asked.
	Reached bool `json:"reached,omitempty"`
	// Ways counts the filings by how much differs, see the fields.
	Ways Ways `json:"ways"`
	// Transitions are the filings that end, or wait, in another state, the most frequent first.
	Transitions []Transition `json:"transitions"`
	// Moved names some filings that end alike, but at another time.
	Moved []int `json:"moved_samples"`
	// BrokenOld and BrokenNew count the filings that broke an invariant.
	BrokenOld int `json:"broken_old"`
	BrokenNew int `json:"broken_new"`
	// Broken names some of them.
	Broken []int `json:"broken_samples"`
	// Days is the difference over all filings; Regions and Kinds have it by province and kind, in the order of names.
	Days    Days   `json:"days"`
	Regions []Days `json:"regions"`
	Kinds   []Days `json:"kinds"`
	// P95 is the difference of the 95th percentiles, over all filings that both policies approve.
	P95 Tail `json:"p95"`
	// Precision is how many times as many filings two independent runs would have needed for the same interval: the
	// ratio of the variances. 0, and left out of the JSON, where that means nothing: the differences have no variance, or
	// fewer than 25 pairs differ, whose few amounts are all that it would rest on.
	Precision float64 `json:"precision,omitempty"`
	// Quantiles are of the differences that are not zero, in days; see Shares for which.
	Quantiles []Quantile `json:"quantiles"`
	// Tests ask of each yes-or-no question whether one policy says yes more often.
	Tests []Test `json:"tests"`
	// Family is how many p-values the Holm correction is over.
	Family int `json:"family"`
	// Rules are those that were to be followed.
	Rules []Effect `json:"rules"`
}

// Changed reports whether anything differs.
func (r *Result) Changed() bool { return r.Ways.Same < r.Filings }

// Ways counts filings by the greatest difference.
type Ways struct {
	// Same are equal, byte for byte, but for the digest of the policy.
	Same int `json:"same"`
	// Judged take the same course at the same times, with another rule, document, deadline or message.
	Judged int `json:"judged_otherwise"`
	// Times pass the same stages at other times.
	Times int `json:"other_times"`
	// Stages pass other stages to the same end.
	Stages int `json:"other_stages"`
	// Outcome end otherwise.
	Outcome int `json:"other_outcome"`
}

// Transition counts the filings that end in one state under the old policy and in another under the new one.
type Transition struct {
	Old     string `json:"old"`
	New     string `json:"new"`
	Filings int    `json:"filings"`
	Samples []int  `json:"samples"` // the first of them
	// By splits them by province and kind, in the order of the names.
	By []Group `json:"by"`
}

// Group is how many filings of one province and kind.
type Group struct {
	Region  string `json:"region"`
	Kind    string `json:"kind"`
	Filings int    `json:"filings"`
}

// Days is the difference of durations in a group of filings.
type Days struct {
	Name string `json:"name,omitempty"`
	// Pairs are approved by both policies; Faster and Slower of them by the new one.
	Pairs  int `json:"pairs"`
	Faster int `json:"faster"`
	Slower int `json:"slower"`
	// Gained and Lost are the days of the faster and the slower ones, all together.
	Gained float64 `json:"gained_days"`
	Lost   float64 `json:"lost_days"`
	// Mean is the mean difference, HalfWidth how far the 95 % interval reaches to either side (paired t).
	Mean      float64 `json:"mean_days"`
	HalfWidth float64 `json:"half_width_days"`
	// P is of "the mean is zero", PHolm the same corrected for all tests of the result.
	P     float64 `json:"p"`
	PHolm float64 `json:"p_holm"`
}

// Tail is how long the slowest twentieth takes at least under each policy, to the hour up to 60 days and to the day beyond,
// and how sure the difference is: Low to High is the 95 % interval of a bootstrap of the pairs, whose draws are keyed by
// seed and filing. Low and High are 0 where there are no pairs.
type Tail struct {
	Percent    int     `json:"percent"`
	Pairs      int     `json:"pairs"`
	Old        float64 `json:"old_days"`
	New        float64 `json:"new_days"`
	Difference float64 `json:"difference_days"`
	Low        float64 `json:"low_days"`
	High       float64 `json:"high_days"`
	Replicates int     `json:"replicates"`
}

// Quantile is one value that a share of the differences does not exceed, to the hour.
type Quantile struct {
	Percent int     `json:"percent"`
	Days    float64 `json:"days"`
}

// Test is McNemar's test of one question: exact for up to a thousand filings that answer otherwise.
type Test struct {
	// Name is "approved", "returned" (at least once), or the name of a deadline: whether it passed.
	Name string `json:"name"`
	// Old and New count the filings that say yes, OnlyOld and OnlyNew those that say so under one policy only.
	Old     int     `json:"old"`
	New     int     `json:"new"`
	OnlyOld int     `json:"only_old"`
	OnlyNew int     `json:"only_new"`
	P       float64 `json:"p"`
	PHolm   float64 `json:"p_holm"`
}

// Effect is what became of the filings a rule judged under either policy.
type Effect struct {
	Rule string `json:"rule"`
	// Judged counts them, Changed those that differ, Outcome those that end otherwise.
	Judged  int `json:"judged"`
	Changed int `json:"changed"`
	Outcome int `json:"other_outcome"`
	// Mean is the mean difference of those approved by both policies, in days.
	Mean float64 `json:"mean_days"`
}
