// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules"
)

// The pages for policy authors are run from top to bottom, in a repository that holds a copy of the shipped policy:
//
//	<!-- append: PATH -->, <!-- write: PATH -->   the block below goes into the file
//	<!-- replace: PATH -->                        in the block below, "- " lines become the "+ " lines
//	<!-- setup: NAME -->                          what pageSetup does, not shown
//	```console                                    "$ " lines are run; what they print stands below, "exit N" unless N is 0
//
// Rewrite what they print with: go test ./simulator/cmd/icp -run TestRulesPages -rewrite
func TestRulesPages(t *testing.T) {
	for _, page := range []string{"AUTHORS.md", "BADDAY.md"} {
		t.Run(page, func(t *testing.T) {
			from := "../../../rules/" + page
			text, err := os.ReadFile(from)
			require.NoError(t, err)
			dir := t.TempDir()
			require.NoError(t, os.Mkdir(dir+"/rules", 0o750))
			require.NoError(t, os.CopyFS(dir+"/rules/alibabacloud", os.DirFS("../../../rules/alibabacloud")))
			back, err := os.Getwd()
			require.NoError(t, err)
			t.Chdir(dir)
			inGit(t, ".", "init", "--quiet")
			commitAll(t, "as shipped")
			p := &pageRun{t: t}
			for line := range strings.Lines(string(text)) {
				p.read(line)
			}
			require.NotZero(t, p.commands)
			if flag.Lookup("rewrite").Value.String() == "true" {
				require.NoError(t, os.WriteFile(back+"/"+from, []byte(p.out.String()), 0o600))
				return
			}
			require.Equal(t, string(text), p.out.String(), "the page shows something else than the commands print; read the difference, then run with -rewrite")
		})
	}
}

// pageRun reads a page and writes it anew.
type pageRun struct {
	t         *testing.T
	out       strings.Builder
	directive []string // of the block to come
	fence     string
	block     strings.Builder
	commands  int
}

var directive = regexp.MustCompile("^<!-- (append|write|replace|setup): (.*) -->$")

func (p *pageRun) read(line string) {
	text := strings.TrimRight(line, "\n")
	switch {
	case p.fence == "" && strings.HasPrefix(text, "```"):
		p.fence = text
		p.out.WriteString(line)
	case p.fence == "":
		p.out.WriteString(line)
		if d := directive.FindStringSubmatch(text); d != nil {
			p.directive = d
			if d[1] == "setup" {
				pageSetup[d[2]](p.t)
			}
		}
	case text == "```":
		p.out.WriteString(p.end() + line)
		p.fence, p.directive = "", nil
		p.block.Reset()
	default:
		p.block.WriteString(line)
	}
}

// end does what a block says and gives it as it should stand.
func (p *pageRun) end() string {
	text := p.block.String()
	switch {
	case p.fence == "```console":
		return p.console(text)
	case p.directive == nil:
		return text
	}
	file := p.directive[2]
	old, err := os.ReadFile(file)
	if p.directive[1] != "write" {
		require.NoError(p.t, err)
	}
	now := text
	switch p.directive[1] {
	case "append":
		now = string(old) + "\n" + text
	case "replace":
		var gone, come strings.Builder
		for line := range strings.Lines(text) {
			if rest, ok := strings.CutPrefix(line, "-"); ok {
				gone.WriteString(rest)
			} else if rest, ok := strings.CutPrefix(line, "+"); ok {
				come.WriteString(rest)
			} else {
				gone.WriteString(line[1:])
				come.WriteString(line[1:])
			}
		}
		require.Equal(p.t, 1, strings.Count(string(old), gone.String()), "%s has not once:\n%s", file, gone.String())
		now = strings.Replace(string(old), gone.String(), come.String(), 1)
	}
	require.NoError(p.t, os.MkdirAll(filepath.Dir(file), 0o750))
	require.NoError(p.t, os.WriteFile(file, []byte(now), 0o600))
	return text
}

func (p *pageRun) console(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		out.WriteString(line + p.command(strings.TrimSpace(command)))
		p.commands++
	}
	return out.String()
}

func (p *pageRun) command(line string) string {
	words := shellWords(p.t, line)
	switch words[0] {
	case "git":
		inGit(p.t, ".", words[1:]...)
		return ""
	case "grep": // grep -c TEXT FILE
		require.Equal(p.t, "-c", words[1])
		data, err := os.ReadFile(words[3])
		require.NoError(p.t, err)
		n := 0
		for l := range strings.Lines(string(data)) {
			if strings.Contains(l, words[2]) {
				n++
			}
		}
		return fmt.Sprintln(n)
	}
	require.Equal(p.t, "icp", words[0])
	line, file, _ := strings.Cut(strings.TrimPrefix(line, "icp "), " > ")
	stdout, stderr, code := runLine(p.t, line)
	if file != "" {
		require.NoError(p.t, os.WriteFile(file, []byte(stdout), 0o600))
		stdout = ""
	}
	result := regexp.MustCompile(`sha256:([0-9a-f]{8})[0-9a-f]{56}`).ReplaceAllString(stdout+stderr, "sha256:…")
	if code != exitFine {
		result += fmt.Sprintf("exit %d\n", code)
	}
	return result
}

func commitAll(t *testing.T, message string) {
	inGit(t, ".", "add", "rules")
	inGit(t, ".", "commit", "--quiet", "-m", message)
}

var pageSetup = map[string]func(t *testing.T){
	"commit": func(t *testing.T) { commitAll(t, "as said") },
	// A day of filings judged by the folder as it stands, exported to export.jsonl.
	"filings": func(t *testing.T) {
		p, err := readPolicy(newApp(testProcess(map[string]string{}, os.Stdout, os.Stderr), nil), "rules/alibabacloud")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile("export.jsonl", filingsUnder(t, p), 0o600))
	},
}

// filingsUnder exports a journal of four filings that a policy judged: three under review and one withdrawn.
func filingsUnder(t *testing.T, p *rules.Policy) []byte {
	m, err := fsm.New(p, calendar.China())
	require.NoError(t, err)
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	h, err := host.New(m, journal.NewMemory(), host.Options{Clock: func() time.Time { return now }})
	require.NoError(t, err)
	for i, region := range []string{"beijing", "hebei", "beijing", "hebei"} {
		commands := []fsm.Command{fsm.Open{
			ID: fmt.Sprint("f-", i+1), Kind: fsm.FirstFiling, Region: region, SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1", Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.com"}}},
		}}
		for _, d := range []string{"identity_document", "authenticity_statement", "domain_certificate"} {
			commands = append(commands, fsm.Attach{Document: d, Ref: "file"})
		}
		commands = append(commands, fsm.Submit{})
		if i == 3 {
			commands = append(commands, fsm.Withdraw{Reason: "changed_mind"}, fsm.Abandon{Reason: "changed_mind"})
		}
		for n, c := range commands {
			_, err := h.Do(t.Context(), fmt.Sprint("s-", i+1), fmt.Sprint("command-", n), c)
			require.NoError(t, err, c.Name())
		}
	}
	var out bytes.Buffer
	_, err = h.Export(t.Context(), &out)
	require.NoError(t, err)
	return out.Bytes()
}
