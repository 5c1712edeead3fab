// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// whose names the websites an event is about, where there are several, or the websites whose administrators it is about, where they
// have several.
func (s *Story) whose(e *fsm.Event) (websites []string) {
	switch e.Type {
	case fsm.EventOpened:
		s.targets = nil
		if e.Opening != nil {
			s.targets = e.Opening.Targets
		}
	case fsm.EventEdited:
		if e.Targets != nil {
			s.targets = e.Targets
		}
	case fsm.EventPhotoReturned:
		for _, t := range e.Targets {
			websites = append(websites, t.Website)
		}
	case fsm.EventAttached:
		if e.Target >= 0 && e.Target < len(s.targets) && len(s.targets) > 1 {
			websites = append(websites, s.targets[e.Target].Website)
		}
	case fsm.EventPhotoUploaded, fsm.EventAppVerified, fsm.EventSMSAnswered:
		ofWebsite := e.Type != fsm.EventSMSAnswered || e.Value == fsm.WebsiteAdministrator.String()
		if ofWebsite && e.Target >= 0 && e.Target < len(s.targets) && several(s.targets) {
			websites = append(websites, s.targets[e.Target].Website)
		}
	}
	return websites
}

// several reports whether some of the websites have an administrator of their own.
func several(targets []fsm.Target) bool {
	for i := range targets {
		if targets[i].Administrator != "" {
			return true
		}
	}
	return false
}
