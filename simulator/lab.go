// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"errors"
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/coverage"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/property"
)

// lab is what all filings of a run share: immutable, and used by the workers side by side.
type lab struct {
	Options
	machine *fsm.Machine
	policy  *rules.Policy
	// accesses are those of a website that is reached through the provider of the run.
	accesses []string
	plant    *Plant
	world    *world
	head     *binlog.Header // of the log
	enc      binlog.Encoder // for each life a copy
	first    int            // index of From in world
	horizon  moment         // when the run ends
	stretch  int            // how many filings a worker takes at a time: bounds memory and changes nothing
	limits   notify.Limits

	properties []property.Property // shipped ones, situations to reach, the host's
	invariants []Invariant         // asked, in the order of reports
	asks       [numClasses]questions
	meets      []fault.Kind // the faults that can happen
	may        uint32       // the same as bits
	often      uint32       // those of them that an opportunity meets more than one time in sixteen
	budgets    [fault.NumKinds]uint8
	space      *coverage.Space // of a run; a filing alone counts nothing
	used       *used

	// variants are machines with another calendar (first index) and another policy (second), for faults that load them.
	variants [2][2]*fsm.Machine

	documents, method, order rules.Decision
	answers                  []answer // of the policy, by their places
	spans                    []int    // of the policy's rules, by day of the world
	facts                    [len(factNames)]rules.Fact
}

// newLab prepares a run: the machine with its planted fault, and the business time people live by.
func newLab(o Options) (*lab, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	lb := &lab{Options: o, policy: o.Policy, accesses: []string{o.provider()}, stretch: o.stretch(), used: newUsed(o.Workers)}
	to := o.From.AddDays(o.Days + horizonDays)
	lb.world = newWorld(o.Calendar, o.From.AddDays(-daysBefore), to.AddDays(daysBeyond))
	lb.first = daysBefore
	lb.horizon = momentOf(to.Time())
	if err := lb.prepare(to); err != nil {
		return nil, err
	}
	lb.mayMeet()
	lb.readAnswers()
	if err := errors.Join(lb.bind(), lb.checkProperties()); err != nil {
		return nil, err
	}
	lb.head = lb.header()
	lb.enc = *lb.head.Encoder()
	return lb, lb.judgesFrom()
}

// prepare makes the machine, with the fault if one is planted.
func (lb *lab) prepare(to calendar.Date) (err error) {
	cal, rows := lb.Calendar, fsm.DefaultTable()
	if lb.Table != nil {
		rows = slices.Clone(lb.Table)
	}
	if lb.Plant != "" {
		if lb.plant, err = findPlant(lb.Plant); err != nil {
			return err
		}
		if lb.plant.policy != nil {
			if lb.policy, err = lb.plant.policy(lb.policy); err != nil {
				return err
			}
		}
		if lb.plant.calendar != nil {
			if cal, err = lb.plant.calendar(cal, lb.From, to); err != nil {
				return err
			}
		}
		if lb.plant.table != nil {
			rows = lb.plant.table(rows)
		}
		lb.limits.Contacts = lb.plant.contacts
	}
	if lb.machine, err = fsm.New(lb.policy, cal, fsm.WithTable(rows)); err != nil {
		return err
	}
	return lb.prepareVariants(cal, rows)
}

// factNames are the facts by which people ask the policy.
var factNames = [...]string{"region", "kind", "registered", "subject_kind", factUpload: "upload_channel", "site", "provider"}

// factUpload is the place of the way of uploading.
const factUpload = 4

// bind finds what the people in the simulation ask the policy themselves: which documents to bring, and how the
// administrator will be verified, and when.
func (lb *lab) bind() error {
	for i, name := range factNames {
		var ok bool
		if lb.facts[i], ok = lb.policy.Fact(name); !ok {
			return missing("fact", name)
		}
	}
	for _, x := range [...]struct {
		name string
		dst  *rules.Decision
	}{{"documents", &lb.documents}, {"verify_method", &lb.method}, {"stage_order", &lb.order}} {
		var ok bool
		if *x.dst, ok = lb.policy.Decision(x.name); !ok {
			return missing("decision", x.name)
		}
	}
	return nil
}

func missing(what, name string) error {
	return worded.Say("SIM-004: the policy has no %s %s; use the shipped policy or add it to facts.yaml", "SIM-004：规则缺少 %s %s；请使用内置规则，或补充到 facts.yaml", what, name)
}

// judgesFrom checks that the policy has answers on the first day, so that a run fails at once and in plain words.
func (lb *lab) judgesFrom() error {
	c := lb.caseOf([...]string{regions[0].name, fsm.FirstFiling.String(), "nowhere", subjectKinds[0], "pc", "china", lb.provider()})
	_, err := lb.policy.Judge(lb.method, &c, lb.From)
	gap, ok := err.(*rules.GapError)
	if !ok {
		return err
	}
	return optionError("from", lb.From.String(), worded.Say("the policy has no rules for this day", "规则不含该日"), worded.Say("choose %s or later", "请选择 %s 或之后的日期", gap.Starts))
}

// caseOf is a filing as the policy sees it, by the values of lab.facts; one that the policy does not know is left out.
func (lb *lab) caseOf(values [7]string) (c rules.Case) {
	for i, x := range &lb.facts {
		if v, ok := x.Value(values[i]); ok {
			c.Set(x, v)
		}
	}
	return c
}

// logBytes is how long the log of a filing usually is, with room.
func (lb *lab) logBytes() int {
	if lb.binary() {
		return 2_500
	}
	return 16_000
}
