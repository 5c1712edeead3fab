// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/yaml"
)

// names are the values that Example Cloud adds to facts and decisions of the shipped policy, each before a value that
// is there.
var names = []struct{ before, value string }{
	{"      alibabacloud: { en:", "      example_cloud: { en: Example Cloud, zh: 示例云 }\n"},
	{"      none: { en: no verification,", "      example_app: { en: Example Cloud app, zh: 示例云App核验 }\n"},
}

// layered reads a copy of the shipped folder with the own names and the own rules in it. A host keeps such a folder,
// packs it with "icp rules pack" and loads the packed file, which needs no YAML: see rules.Load.
func layered(shipped string) (*rules.Policy, error) {
	dir, err := os.MkdirTemp("", "policy")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, folder := range []fs.FS{os.DirFS(shipped), own} {
		if err := os.CopyFS(dir, folder); err != nil {
			return nil, err
		}
	}
	file := filepath.Join(dir, "facts.yaml")
	facts, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	text := string(facts)
	for _, n := range names {
		if strings.Count(text, n.before) != 1 {
			return nil, fmt.Errorf("facts.yaml has no single place for %s", strings.TrimSpace(n.value))
		}
		text = strings.Replace(text, n.before, n.value+n.before, 1)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return nil, err
	}
	return yaml.Read(os.DirFS(dir))
}
