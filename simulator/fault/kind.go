// SPDX-License-Identifier: Apache-2.0

package fault

import "github.com/icpfiling/icp/internal/tongue"

// Kind is one thing that can go wrong. The set is closed; names are stable and stand in case files and reports.
type Kind uint8

// The kinds. A callback is a command by the platform, the ministry, the authority or a verification vendor.
const (
	None              Kind = iota
	Duplicate              // a callback is delivered again, under its key or under a new one
	Reordered              // the decision arrives before the receipt it follows
	Dropped                // a callback is lost; it is delivered again later, or the host finds out by looking
	Late                   // a callback arrives hours or days after what it tells of
	Malformed              // a callback that makes no sense: another filing's or submission's, without causes, for nobody
	CrashBeforeAppend      // the host decided, and stopped before it wrote
	CrashAfterAppend       // it wrote, and stopped before it told anybody
	CrashBeforeAck         // it told, and stopped before it noted so
	TornRecord             // it stopped while writing: the last record is half there
	Concurrent             // the same command is given twice at once
	WithdrawRace           // the applicant withdraws while a decision comes in
	ClockForward           // the host's clock runs ahead by days
	ClockBack              // the host's clock falls back by days
	ClockLeap              // the host's clock leaps over the next holiday
	CalendarAmended        // a notice moves days off while filings are open
	PolicyChanged          // another policy is loaded while filings are open
	NotifierOutage         // a channel delivers nothing for a while, then all at once
	VendorOutage           // nobody can be verified for a while
	AuthoritySilent        // the authority lets some business days pass
	AuthorityEarly         // it decides before the third business day
	AuthorityLate          // it decides after the twentieth
	ReviewerAbsent         // the platform's reviewer is away for some business days
	numKinds
)

// NumKinds is the number of kinds, with None, for arrays indexed by Kind.
const NumKinds = int(numKinds)

type info struct {
	name   string
	en, zh string
	rate   int // of Default, per 10,000 opportunities
}

var infos = [numKinds]info{
	None:              {"none", "nothing went wrong", "无故障", 0},
	Duplicate:         {"duplicate", "the callback came twice", "回调重复送达", 100},
	Reordered:         {"reordered", "callbacks came in the wrong order", "回调乱序到达", 100},
	Dropped:           {"dropped", "the callback was lost", "回调丢失", 60},
	Late:              {"late", "the callback came late", "回调迟到", 100},
	Malformed:         {"malformed", "a callback made no sense", "回调内容不合法", 100},
	CrashBeforeAppend: {"crash_before_append", "the host crashed before it wrote", "系统在写入日志前崩溃", 10},
	CrashAfterAppend:  {"crash_after_append", "the host crashed before it told anybody", "系统在写入后、通知前崩溃", 10},
	CrashBeforeAck:    {"crash_before_ack", "the host crashed before it noted what it had sent", "系统在通知后、确认前崩溃", 10},
	TornRecord:        {"torn_record", "the host crashed while writing", "系统在写入过程中崩溃，末条记录不完整", 10},
	Concurrent:        {"concurrent", "the command was given twice at once", "同一操作被同时提交两次", 100},
	WithdrawRace:      {"withdraw_race", "a withdrawal came in at the same time", "撤回与审核结果同时到达", 100},
	ClockForward:      {"clock_forward", "the host's clock ran ahead", "系统时钟超前", 30},
	ClockBack:         {"clock_back", "the host's clock fell back", "系统时钟回拨", 30},
	ClockLeap:         {"clock_leap", "the host's clock leapt over a holiday", "系统时钟越过节假日", 20},
	CalendarAmended:   {"calendar_amended", "a notice moved days off", "放假安排临时调整", 30},
	PolicyChanged:     {"policy_changed", "another policy was loaded", "规则集已更换", 30},
	NotifierOutage:    {"notifier_outage", "a channel was down", "通知渠道中断", 60},
	VendorOutage:      {"vendor_outage", "nobody could be verified", "核验服务中断", 100},
	AuthoritySilent:   {"authority_silent", "the authority was silent", "管局迟迟未回复", 50},
	AuthorityEarly:    {"authority_early", "the authority decided early", "管局提前作出决定", 100},
	AuthorityLate:     {"authority_late", "the authority decided late", "管局逾期作出决定", 50},
	ReviewerAbsent:    {"reviewer_absent", "the reviewer was away", "审核人员缺勤", 60},
}

// String gives the stable name, for example "torn_record".
func (k Kind) String() string {
	if k < numKinds {
		return infos[k].name
	}
	return "unknown"
}

// MarshalText writes the name: so it stands in JSON.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Label says in a few words what went wrong, in "zh" or English.
func (k Kind) Label(lang string) string {
	switch {
	case k >= numKinds:
		return "unknown"
	case tongue.IsChinese(lang):
		return infos[k].zh
	}
	return infos[k].en
}

// Kinds lists every kind but None, in the order of reports.
func Kinds() []Kind {
	all := make([]Kind, 0, numKinds-1)
	for k := Duplicate; k < numKinds; k++ {
		all = append(all, k)
	}
	return all
}

// ParseKind finds the kind of a name; ok is false for a name that is none.
func ParseKind(name string) (k Kind, ok bool) {
	for k := Duplicate; k < numKinds; k++ {
		if infos[k].name == name {
			return k, true
		}
	}
	return None, false
}

// Fault is one that happened, as it stands in a case.
type Fault struct {
	Kind Kind
	// Target is what it happened to: the name of a command, of a channel, or of a state; empty for the whole host.
	Target string
	// N is how much: minutes of an outage, a delay or a wrong clock; business days of an absence or of silence; for a
	// duplicate 0 under its key and 1 under a new one; for a race 1 if the withdrawal came first; for a malformed callback
	// what is wrong with it; for a torn record how many of its bytes were written.
	N int
}

// Rights reports that it is no new fault but the end of one: a clock that stood wrong is put right. It has no N.
func (f Fault) Rights() bool {
	return f.N == 0 && (f.Kind == ClockForward || f.Kind == ClockBack || f.Kind == ClockLeap)
}
