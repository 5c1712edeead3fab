// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// Records names the policy's decisions whose answers stand in events of type judged, in the order of the machine. The
// others are only asked: their answers show in notices and deadlines, or say no.
func (m *Machine) Records() []string {
	asked := []decision{decAppUpload, decUploadBeforeAttach, decWithdraw, decWithdrawReason, decPhotoTop}
	var names []string
	for d := range numDecisions {
		if m.bindings[d] < bindNow || slices.Contains(asked, d) {
			names = append(names, decisionNames[d])
		}
	}
	return names
}

// Asks names every decision of the policy that the machine asks of filings of which a host said nothing, in the order of the
// machine: no rule on another one changes what it decides about them. What it asks where something was said, see [Submit],
// comes on top.
func (m *Machine) Asks() []string {
	var names []string
	for d := range numDecisions {
		if !m.silent[d] {
			names = append(names, decisionNames[d])
		}
	}
	return names
}
