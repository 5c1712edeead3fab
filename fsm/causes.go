// SPDX-License-Identifier: Apache-2.0

package fsm

// caused are the commands that say why: every return, rejection and revocation.
type caused interface{ causes() []string }

func (c ReturnPreliminary) causes() []string { return c.Causes }
func (c ReturnPhoto) causes() []string       { return c.Causes }
func (c FailSMS) causes() []string           { return c.Causes }
func (c Reject) causes() []string            { return c.Causes }
func (c Revoke) causes() []string            { return c.Causes }
func (c FailInspection) causes() []string    { return c.Causes }
func (c RemoveAccess) causes() []string      { return c.Causes }
func (c RevokeWebsite) causes() []string     { return c.Causes }

// causesOf reads the causes of a command; ok is false for one that has none to give.
func causesOf(c Command) (causes []string, ok bool) {
	if why, ok := c.(caused); ok {
		return why.causes(), true
	}
	return nil, false
}
