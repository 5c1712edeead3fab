// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"embed"
	"fmt"
	"sync"
)

//go:embed data/*.json
var data embed.FS

var china = sync.OnceValue(func() *Calendar {
	c, err := loadBuiltin()
	if err != nil {
		panic(fmt.Sprintf("calendar: the built-in notices are not sound: %v", err))
	}
	return c
})

// China is the built-in calendar: every annual notice of the State Council for 2007 to 2026 and the amendments
// of 2015, 2019 and 2020. It always returns the same pointer.
func China() *Calendar { return china() }

func loadBuiltin() (*Calendar, error) {
	entries, err := data.ReadDir("data")
	if err != nil {
		return nil, err
	}
	files := make([]File, 0, len(entries))
	for _, e := range entries {
		text, err := data.ReadFile("data/" + e.Name())
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: e.Name(), Data: text})
	}
	return Load(nil, files...)
}
