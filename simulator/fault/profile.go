// SPDX-License-Identifier: Apache-2.0

package fault

import (
	"fmt"
	"strconv"
	"strings"
)

// Profile says which faults happen, and how often. The zero Profile has none. Profiles are compared with ==.
type Profile struct {
	// Rates are in 10,000 opportunities, by Kind; 0 is never, Always each time. An opportunity is a command that can meet
	// the fault, or a visit of a stage for the faults that last.
	Rates [NumKinds]int
	// Budgets are how often each may happen to one filing; 0 means Budget.
	Budgets [NumKinds]int
	// Swarm leaves a random half of the kinds out, other ones for each filing.
	Swarm bool
}

// Always is the rate of what happens at every opportunity. Budget is how often a fault may happen to one filing unless
// Budgets say otherwise.
const (
	Always = 10_000
	Budget = 2
)

// Default has every fault at its usual rate. All rates are assumptions.
func Default() Profile {
	var p Profile
	for k := range infos {
		p.Rates[k] = infos[k].rate
	}
	return p
}

// With gives the profile with another rate of one kind.
func (p Profile) With(k Kind, rate int) Profile {
	if k > None && k < numKinds {
		p.Rates[k] = min(max(rate, 0), Always)
	}
	return p
}

// Any reports whether a fault can happen.
func (p Profile) Any() bool { return p.Rates != [NumKinds]int{} }

// BudgetOf is how often a kind may happen to one filing.
func (p Profile) BudgetOf(k Kind) int {
	if n := p.Budgets[k]; n > 0 {
		return n
	}
	return Budget
}

// Parse reads none, default, swarm (default with a random half of the kinds left out of each filing) or names of kinds
// separated by commas, which then happen at their usual rates. Another text is the error SIM-020.
func Parse(text string) (Profile, error) {
	all := Default()
	switch text {
	case "none":
		return Profile{}, nil
	case "default":
		return all, nil
	case "swarm":
		all.Swarm = true
		return all, nil
	}
	var p Profile
	for name := range strings.SplitSeq(text, ",") {
		k, ok := ParseKind(name)
		if !ok {
			return Profile{}, fmt.Errorf("SIM-020: %.60q is no fault; write none, default, swarm or some of %s", name, names())
		}
		p.Rates[k] = all.Rates[k]
	}
	return p, nil
}

// Rate reads NAME=RATE, in 10,000 opportunities, and gives the profile with it. Another text is the error SIM-020.
func (p Profile) Rate(text string) (Profile, error) {
	name, number, _ := strings.Cut(text, "=")
	k, ok := ParseKind(name)
	rate, err := strconv.Atoi(number)
	if !ok || err != nil || rate < 0 || rate > Always {
		return p, fmt.Errorf("SIM-020: %.60q is no rate of a fault; write NAME=0 to NAME=%d, NAME one of %s", text, Always, names())
	}
	return p.With(k, rate), nil
}

// String writes the profile for the header of a run: the same text for the same profile and for no other.
func (p Profile) String() string {
	if !p.Any() {
		return "none"
	}
	var list []string
	for k := Duplicate; k < numKinds; k++ {
		if p.Rates[k] == 0 {
			continue
		}
		list = append(list, infos[k].name+"="+strconv.Itoa(p.Rates[k])+"/"+strconv.Itoa(p.BudgetOf(k)))
	}
	if p.Swarm {
		list = append(list, "swarm")
	}
	return strings.Join(list, ",")
}

func names() string {
	list := make([]string, 0, numKinds-1)
	for _, k := range Kinds() {
		list = append(list, k.String())
	}
	return strings.Join(list, ", ")
}
