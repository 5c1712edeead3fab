// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"io"
	"slices"
	"strconv"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/outcome"
	"github.com/icpfiling/icp/simulator/property"
	"github.com/icpfiling/icp/simulator/shard"
	"github.com/icpfiling/icp/simulator/station"
)

// Options say what to simulate. Policy, Calendar and Filings are needed; every other zero value has a meaning.
type Options struct {
	// Policy judges the filings, Calendar counts their business days.
	Policy   *rules.Policy
	Calendar *calendar.Calendar
	// Seed chooses the filings: the same seed gives the same ones.
	Seed uint64
	// Filings is how many, 1 to 1,000,000,000; DefaultFilings is a good beginning.
	Filings int
	// Shards is into how many parts the run is cut, 0 for none; Shard is which of them to simulate, from 0. The others may
	// be simulated elsewhere: Report.Shard is what to keep of it, and Report.Merge joins them.
	Shard, Shards int
	// Workers simulate side by side; 0 means 1. It never changes a result.
	Workers int
	// From is the first day on which filings start; zero means 2018-04-04. Days is over how many calendar days the
	// starts are spread; 0 means 365.
	From calendar.Date
	Days int
	// Profile says how filings choose what they do: "realistic" keeps the published shares, "swarm-weights" multiplies each
	// weight by 1, 16 or 256, other ones in each filing, "swarm" turns a random half of the behaviours off, "exhaustive"
	// goes round provinces, kinds, subjects and combinations of behaviours (see the package's documentation), and "default" mixes the first three by 50,
	// 40 and 10 in a hundred. Empty is default, and realistic with Stations.
	Profile string
	// Provider is with whom all file, a value of the policy's fact provider; empty is "alibabacloud".
	Provider string
	// Faults are what goes wrong around the filings; the zero value is nothing, fault.Default() everything.
	Faults fault.Profile
	// Table is the machine's rows; nil for those of fsm.DefaultTable.
	Table []fsm.Row
	// Plant is the name of a planted fault, empty for none; see Plants.
	Plant string
	// Properties are the host's own, asked beside the invariants: what they find is counted, caught, shrunk and replayed
	// like the violation of an invariant, by their names. Situations to reach are counted in Report.Coverage.
	Properties []property.Property
	// Only names the invariants and properties that are asked; empty for all.
	Only []string
	// Confirm has a looplab machine execute every move as well. The bytes stay the same.
	Confirm bool
	// Twice simulates every filing a second time, in another order, and ends the run with a *NondeterminismError where
	// the logs differ.
	Twice bool
	// Each receives what became of each filing, in the order of their numbers, from one goroutine; nil for nobody. An
	// error ends the run with it.
	Each func(outcome.Filing) error
	// Asked is shown every question that the lives of the filings put to the machine and the policy, with its answer, before
	// they go on; nil for nobody. It is called by the workers, side by side, and keeps nothing it is given.
	Asked func(*outcome.Question)
	// Courses gives Each a filing's Course, too; it costs a second digest.
	Courses bool
	// Stations are the desks at which filings queue; nil for none, when everything takes the time that is drawn. A system
	// serves one run, filing by filing in the order of time: Workers does not count, Each is given filings in the order
	// in which they end, coverage is not counted, and neither Twice nor Log can go with it.
	Stations *station.System
	// Log receives the journal as JSON lines, in the order of the filings; nil for nowhere. With LogBinary it receives
	// the binary form, which package binlog reads.
	Log       io.Writer
	LogBinary bool
	// Progress is told now and then how many filings are done, from one goroutine; nil for nobody.
	Progress func(done int)
}

// The defaults of Options.
const (
	DefaultFilings = 10_000
	DefaultDays    = 365
)

// DefaultFrom is the day of the two documents whose rules are simulated first.
func DefaultFrom() calendar.Date { return calendar.NewDate(2018, 4, 4) }

func (o Options) withDefaults() Options {
	o.Workers = max(o.Workers, 1)
	if o.From.IsZero() {
		o.From = DefaultFrom()
	}
	if o.Days == 0 {
		o.Days = DefaultDays
	}
	if o.Profile == "" {
		o.Profile = profileDefault
		if o.Stations != nil {
			o.Profile = realistic.String()
		}
	}
	return o
}

// check finds the first option that means nothing.
func (o *Options) check() error {
	part := strconv.Itoa(o.Shard) + "/" + strconv.Itoa(o.Shards)
	switch {
	case o.Policy == nil:
		return optionError("policy", "none", worded.Say("a run needs a policy", "未给出规则"), worded.Say("pass builtin.Policy()", "请传入 builtin.Policy()"))
	case o.Calendar == nil:
		return optionError("calendar", "none", worded.Say("a run needs a calendar", "未给出日历"), worded.Say("pass calendar.China()", "请传入 calendar.China()"))
	case o.Filings < 1 || o.Filings > maxFilings:
		return optionErrorOf("filings", o.Filings, worded.Say("not a number of filings", "备案数量超出范围"), choose(1, maxFilings))
	case o.Shards != 0 && !o.inShards():
		return optionError("shard", part, worded.Say("there is no such part", "没有该部分"),
			worded.Say("choose 0/K to (K-1)/K, K being at most %d", "请选择 0/K 至 (K-1)/K，K 不超过 %d", shard.MostShards))
	case o.Shards != 0 && o.Stations != nil:
		return optionError("shard", part, worded.Say("filings that queue cannot be simulated in parts", "排队的备案不能分片模拟"), worded.Say("leave one of them out", "请去掉其一"))
	case o.Workers < 0 || o.Workers > maxWorkers:
		return optionErrorOf("workers", o.Workers, worded.Say("not a number of workers", "并行数超出范围"), choose(1, maxWorkers))
	case o.Stations != nil && (o.Twice || o.Log != nil):
		return optionError("Stations", "set", worded.Say("a run with stations has no log and no second time", "排队运行没有日志，也不运行两次"), worded.Say("leave out Twice and Log", "请去掉 Twice 与 Log"))
	case o.Stations != nil && o.Filings > maxQueued:
		return optionErrorOf("filings", o.Filings, worded.Say("too many filings to queue", "排队的备案过多"), choose(1, maxQueued))
	case !isProfile(o.Profile):
		return optionError("profile", quoted(o.Profile), worded.Say("not a profile", "没有该模式"), worded.Say("choose one of %s", "可选：%s", listed(profiles())))
	case !o.knowsProvider():
		fact, _ := o.Policy.Fact("provider")
		return optionError("provider", quoted(o.Provider), worded.Say("the policy knows no such provider", "规则中没有该接入商"),
			worded.Say("choose one of %s, or name it in a layer", "可选：%s；或在自己的规则层中列出", listed(fact.Values())))
	case o.Days < 0 || o.Days > maxDays:
		return optionErrorOf("days", o.Days, worded.Say("not a number of days", "天数超出范围"), choose(1, maxDays))
	}
	first, last := o.Calendar.Range()
	if from := o.From; !from.IsZero() && (from.Before(first) || from.After(last)) {
		return uncovered(from, o.Calendar)
	}
	return nil
}

// knowsProvider reports whether the policy knows the provider.
func (o *Options) knowsProvider() bool {
	fact, ok := o.Policy.Fact("provider")
	return o.Provider == "" || ok && slices.Contains(fact.Values(), o.Provider)
}

// provider is with whom all file.
func (o *Options) provider() string { return cmp.Or(o.Provider, platform) }

// uncovered says that a day is none a run can begin on.
func uncovered(day calendar.Date, known *calendar.Calendar) *OptionError {
	first, last := known.Range()
	return optionError("from", day.String(), worded.Say("no notice covers this day", "该日不在已发布的节假日安排之内"), worded.Say("choose a day from %s to %s", "请选择 %s 至 %s 之间的日期", first, last))
}

// inShards reports whether Shard is one of Shards.
func (o *Options) inShards() bool {
	_, _, ok := shard.Range(o.Filings, o.Shard, o.Shards)
	return ok
}

// part gives the filings to simulate: first to last-1.
func (o *Options) part() (first, last int) {
	if o.Shards == 0 {
		return 0, o.Filings
	}
	first, last, _ = shard.Range(o.Filings, o.Shard, o.Shards)
	return first, last
}
