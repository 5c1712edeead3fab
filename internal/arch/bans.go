// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"slices"
	"strings"
)

// ban is something a room must not use, and what to use in its place.
type ban struct{ what, instead string }

// bannedImports are packages of the standard library that a pure or still package must not import. A name with a
// slash at its end stands for everything below it, values aside.
func bannedImports() []ban {
	files := "take an fs.FS or bytes as an argument"
	return []ban{
		{"os", files},
		{"os/", files},
		{"io/ioutil", files},
		{"net", "define a small interface and let the host bring the network"},
		{"net/", "define a small interface and let the host bring the network"},
		{"log", "return the value, or take an Observer as an option"},
		{"log/syslog", "return the value, or take an Observer as an option"},
		{"database/", "define a port, as fsm/journal does"},
		{"math/rand", "take the seed or the drawn numbers as an argument"},
		{"math/rand/", "take the seed or the drawn numbers as an argument"},
		{"crypto/rand", "take the random bytes as an argument"},
		{"syscall", files},
		{"plugin", "take the value as an argument"},
		{"unsafe", "write it without"},
		{"flag", "take the option as an argument"},
	}
}

// values are packages below a banned one that neither read nor write anything.
func values() []string { return []string{"net/netip", "net/url"} }

// slogValues are the names of log/slog a pure package may use: a type says how it wants to be logged, which is how
// personal data stays out of logs. It does not log.
func slogValues() []string {
	return []string{"Attr", "GroupValue", "LogValuer", "String", "StringValue", "Value"}
}

// bannedEverywhere must not be imported outside tests, except by the rows that name the module.
func bannedEverywhere() []ban {
	return []ban{
		{"pgregory.net/rapid", "it registers global flags; import it in _test.go files, or write the helper in simulator/simtest"},
		{"github.com/cockroachdb/datadriven", "it registers global flags; import it in _test.go files"},
		{"github.com/stretchr/testify", "import it in _test.go files"},
	}
}

// yamlOnlyIn is the one package that may link a YAML library, tests aside.
const yamlOnlyIn = "rules/yaml"

// bannedTimes are the functions of package time that read a clock, wait for one, or read the machine's zones.
func bannedTimes() map[string]string {
	clock := "take the time as an argument"
	wait := "let the caller wait; return when it is due"
	zone := "use calendar.Zone, which is fixed"
	return map[string]string{
		"Now": clock, "Since": clock, "Until": clock,
		"After": wait, "AfterFunc": wait, "Sleep": wait, "NewTimer": wait, "NewTicker": wait, "Tick": wait,
		"Local": zone, "LoadLocation": zone,
	}
}

// timersOfBusy may be used where a goroutine waits for the next due time. Sleeping cannot be cancelled.
func timersOfBusy() []string { return []string{"AfterFunc", "NewTimer"} }

func banOf(bans []ban, path string) (ban, bool) {
	if slices.Contains(values(), path) {
		return ban{}, false
	}
	for _, b := range bans {
		if path == b.what || (strings.HasSuffix(b.what, "/") && strings.HasPrefix(path, b.what)) {
			return b, true
		}
	}
	return ban{}, false
}

// within tells whether an import path is a module or lies in it.
func within(path, module string) bool {
	return path == module || strings.HasPrefix(path, module+"/")
}
