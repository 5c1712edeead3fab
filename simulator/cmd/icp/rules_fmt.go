// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules/yaml"
)

func rulesFmt(a *app) *cobra.Command {
	var write, list bool
	cmd := &cobra.Command{
		Use:        "fmt PATH...",
		Short:      a.text("lay policy files out in the one way", "统一规则文件的排版"),
		Long:       a.text("fmt prints files laid out; -w writes them, -l only names those that would change and exits 1 if there are any.", "fmt 输出排版后的文件；-w 写回文件，-l 仅列出需调整的文件，若有则退出码为 1。"),
		Example:    "  icp rules fmt -w rules/alibabacloud\n  icp rules fmt -l rules/alibabacloud",
		Args:       leastArgs(a, 1, "PATH..."),
		SuggestFor: []string{"format"},
	}
	cmd.Flags().BoolVarP(&write, "write", "w", false, a.text("write the files", "写回文件"))
	cmd.Flags().BoolVarP(&list, "list", "l", false, a.text("name the files that would change; exit 1 if any", "列出需调整的文件；若有则退出码为 1"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		changed := 0
		for _, arg := range args {
			if _, err := os.Stat(arg); err != nil {
				return failf(exitUnanswered, "%s", a.text("there is nothing at "+arg+"; name a policy folder or file", "未找到 "+arg+"；请给出规则目录或文件"))
			}
			err := filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
				if err != nil {
					return sayFile(a, path, err)
				}
				if d.IsDir() || path != arg && filepath.Ext(path) != ".yaml" {
					return nil
				}
				if err := a.layable(path, path != arg, write); err != nil {
					return err
				}
				differs, err := a.formatFile(path, write, list)
				if differs {
					changed++
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		if list && changed > 0 {
			return exitWith(exitFindings)
		}
		return nil
	}
	return cmd
}

// layable is why a file cannot be laid out: one that was found in a folder has to be a file, since a pipe or a device may
// have no end, and one that is written back a rule file too, since JSON is YAML and would lose the form it has.
func (a *app) layable(path string, found, write bool) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return sayFile(a, path, err)
	case (found || write) && !info.Mode().IsRegular():
		return failf(exitUnanswered, "%s", a.text(path+" is no regular file; put a file in its place", path+" 不是普通文件；请换成文件"))
	case write && filepath.Ext(path) != ".yaml":
		return failf(exitUnanswered, "%s", a.text(
			path+" is no .yaml file and is not written; name a rule file, or leave -w out to see it laid out",
			path+" 不是 .yaml 文件，未写回；请给出规则文件，或去掉 -w 以查看排版结果"))
	}
	return nil
}

// policyMegabytes bounds a file of a policy.
const policyMegabytes = 1

// formatFile lays one file out: written back, named, or printed.
func (a *app) formatFile(path string, write, list bool) (differs bool, err error) {
	data, err := a.readWhole(path, policyMegabytes)
	if err != nil {
		return false, err
	}
	out, err := yaml.Format(filepath.ToSlash(path), data)
	if found, ok := errors.AsType[*yaml.Error](err); ok {
		return false, failf(exitUnanswered, "%s", a.findingLines("", found))
	}
	if err != nil {
		return false, a.worded(err)
	}
	differs = !bytes.Equal(data, out)
	switch {
	case differs && list:
		_, err = fmt.Fprintln(a.stdout, filepath.ToSlash(path))
	case !write && !list:
		_, err = a.stdout.Write(out)
	}
	if err == nil && differs && write {
		err = a.writeFile("-w", path, out)
	}
	return differs, err
}
