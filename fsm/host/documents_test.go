// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
)

func text(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

// TestReadingsNameOptionsThatExist: the table has each of the 33 places once, every option it names is there, and somebody
// asks the decisions.
func TestReadingsNameOptionsThatExist(t *testing.T) {
	policy := builtin.Policy()
	names := goNames(t)
	machine, err := fsm.New(policy, calendar.China())
	require.NoError(t, err)
	asked := append(machine.Asks(),
		"age_check",       // asked where a host says it
		"contacts_limit",  // asked by the host
		"mailing_address", // shown to applicants
		"further_documents",
	)
	exists := map[string]func(name string) bool{
		"switch":   func(name string) bool { return slices.Contains(policy.Switches(), name) },
		"decision": func(name string) bool { _, ok := policy.Decision(name); return ok && slices.Contains(asked, name) },
		"fact":     func(name string) bool { _, ok := policy.Fact(name); return ok },
		"rule":     func(name string) bool { _, ok := policy.Rule(name); return ok },
		"Go":       func(name string) bool { return names[name] },
	}
	option := regexp.MustCompile("^(switch|decision|fact|rule|Go) `([^`]+)`$")
	row := regexp.MustCompile(`^\| (A-|[DR])[0-9]`)
	next, silent := 1, 0
	for line := range strings.Lines(text(t, "../READINGS.md")) {
		if !row.MatchString(line) {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		require.Len(t, cells, 4, line)
		id, options := strings.TrimSpace(cells[0]), strings.TrimSpace(cells[3])
		if !strings.HasPrefix(id, "A-") {
			silent++
		} else {
			assert.Equal(t, fmt.Sprintf("A-%02d", next), id)
			next++
		}
		if options == "–" {
			continue
		}
		for _, o := range strings.Split(options, ", ") {
			match := option.FindStringSubmatch(o)
			if assert.NotNil(t, match, "%s: %q", id, o) {
				assert.True(t, exists[match[1]](match[2]), "%s: there is no %s %s", id, match[1], match[2])
			}
		}
	}
	assert.Equal(t, 35, next)
	assert.NotZero(t, silent)
}

// TestHostsDocumentNamesTestsThatExist: every claim of HOSTS.md names the test that would fail.
func TestHostsDocumentNamesTestsThatExist(t *testing.T) {
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == ".git") {
			return fs.SkipDir
		}
		if err == nil && strings.HasSuffix(path, "_test.go") {
			for _, match := range declared.FindAllStringSubmatch(text(t, path), -1) {
				tests[match[1]] = true
			}
		}
		return err
	})
	require.NoError(t, err)
	named := regexp.MustCompile(`\bTest[A-Z]\w+`).FindAllString(text(t, "../HOSTS.md"), -1)
	require.Greater(t, len(named), 20)
	for _, name := range named {
		assert.True(t, tests[name], "%s is named and is not there", name)
	}
}

// goNames are the exported names of the packages a host meets, with their fields and methods, as "pkg.Name.Member".
func goNames(t *testing.T) map[string]bool {
	names := map[string]bool{}
	for _, dir := range []string{"calendar", "calendar/region", "rules", "notify", "fsm", "fsm/host"} {
		files, err := filepath.Glob("../../" + dir + "/*.go")
		require.NoError(t, err)
		require.NotEmpty(t, files, dir)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range parsed.Decls {
				collectNames(names, filepath.Base(dir)+".", d)
			}
		}
	}
	return names
}

func collectNames(names map[string]bool, pkg string, d ast.Decl) {
	if f, ok := d.(*ast.FuncDecl); ok {
		name := f.Name.Name
		if f.Recv != nil {
			name = strings.TrimPrefix(receiver(f), "*") + "." + name
		}
		names[pkg+name] = true
		return
	}
	for _, spec := range d.(*ast.GenDecl).Specs {
		switch s := spec.(type) {
		case *ast.ValueSpec:
			for _, n := range s.Names {
				names[pkg+n.Name] = true
			}
		case *ast.TypeSpec:
			names[pkg+s.Name.Name] = true
			if fields, ok := s.Type.(*ast.StructType); ok {
				for _, f := range fields.Fields.List {
					for _, n := range f.Names {
						names[pkg+s.Name.Name+"."+n.Name] = true
					}
				}
			}
		}
	}
}

func receiver(f *ast.FuncDecl) string {
	switch r := f.Recv.List[0].Type.(type) {
	case *ast.StarExpr:
		if name, ok := r.X.(*ast.Ident); ok {
			return name.Name
		}
	case *ast.Ident:
		return r.Name
	}
	return ""
}
