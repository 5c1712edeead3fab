// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// deadLinks lists links of a Markdown file to files of the repository that are not there. Links to the web and
// within the page are left alone.
func deadLinks(fsys fs.FS, name string) ([]string, error) {
	markdown, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	var list []string
	number := 0
	for line := range strings.Lines(string(markdown)) {
		number++
		for _, match := range link.FindAllStringSubmatch(line, -1) {
			target, _, _ := strings.Cut(match[1], "#")
			if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := fs.Stat(fsys, path.Join(path.Dir(name), target)); err != nil {
				list = append(list, fmt.Sprintf("%s:%d: links to %s, which is not there", name, number, target))
			}
		}
	}
	return list, nil
}
