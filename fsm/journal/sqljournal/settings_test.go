// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSettingsOfPostgresThatLoseCommits(t *testing.T) {
	for _, c := range []struct {
		have postgresSettings
		want string // the settings that are named
	}{
		{postgresSettings{"on", "", "on", "on"}, ""},
		{postgresSettings{"on", "b", "on", "on"}, ""},
		{postgresSettings{"remote_apply", "b", "on", "on"}, ""},
		{postgresSettings{"remote_write", "b", "on", "on"}, ""},
		{postgresSettings{"local", "", "on", "on"}, ""}, // there is nobody to wait for
		{postgresSettings{"local", "b", "on", "on"}, "synchronous_commit"},
		{postgresSettings{"off", "b", "on", "on"}, "synchronous_commit"},
		{postgresSettings{"off", "", "off", "off"}, "synchronous_commit fsync full_page_writes"},
	} {
		var named []string
		for _, wrong := range c.have.wrong() {
			name, _, _ := strings.Cut(wrong, " ")
			named = append(named, name)
		}
		assert.Equal(t, c.want, strings.Join(named, " "), "%+v", c.have)
	}
}
