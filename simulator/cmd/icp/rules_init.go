// SPDX-License-Identifier: Apache-2.0

package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules/yaml"
)

//go:embed rulesinit
var initFiles embed.FS

func rulesInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:        "init FOLDER",
		Short:      a.text("write a small policy folder to begin with", "生成一个起步用的规则目录"),
		Example:    "  icp rules init mypolicy && icp rules test mypolicy",
		Args:       exactArgs(a, "FOLDER"),
		SuggestFor: []string{"new", "create"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if left, err := os.ReadDir(args[0]); err == nil && len(left) > 0 {
				return failf(exitUnanswered, "%s", a.text(args[0]+" is not empty; name a new folder", args[0]+" 不是空目录；请给出新目录"))
			}
			files, err := fs.Sub(initFiles, "rulesinit")
			if err != nil {
				return err
			}
			return a.initFolder(files, args[0])
		},
	}
}

// initFolder copies files into a folder and names them, or leaves nothing of them.
func (a *app) initFolder(files fs.FS, folder string) error {
	made, err := a.layOut(files, folder)
	if err != nil {
		for _, path := range slices.Backward(made) {
			os.Remove(path) // of a folder: if nothing else is in it
		}
		return err
	}
	for _, path := range made {
		if strings.HasSuffix(path, string(filepath.Separator)) {
			continue
		}
		if _, err := fmt.Fprintln(a.stdout, filepath.ToSlash(path)); err != nil {
			return err
		}
	}
	return nil
}

// layOut copies files into a folder, each whole or not at all, and gives what it made in order: files, and folders that
// were not there, which end in a separator.
func (a *app) layOut(files fs.FS, folder string) (made []string, err error) {
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(folder, filepath.FromSlash(path))
		if d.IsDir() {
			for _, missing := range slices.Backward(foldersToMake(to)) {
				if err := os.Mkdir(missing, 0o755); err != nil {
					return a.unwritable(missing, err)
				}
				made = append(made, missing+string(filepath.Separator))
			}
			return nil
		}
		data, err := fs.ReadFile(files, path)
		if err != nil {
			return a.unreadable(path, err)
		}
		if err := a.writeFile("FOLDER", to, data); err != nil {
			return err
		}
		made = append(made, to)
		return nil
	})
	return made, err
}

// foldersToMake are a folder and those above it that are not there, the innermost first.
func foldersToMake(folder string) (missing []string) {
	for {
		if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(folder) == folder {
			return missing
		}
		missing, folder = append(missing, folder), filepath.Dir(folder)
	}
}

func rulesSchema(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [POLICY]",
		Short: a.text("JSON Schema of a policy's rule files, for editors", "规则文件的 JSON Schema，供编辑器使用"),
		Long: a.text("schema prints a JSON Schema. Save it and begin rule files with: # yaml-language-server: $schema=icp-policy.schema.json",
			"schema 输出 JSON Schema。保存后在规则文件首行写：# yaml-language-server: $schema=icp-policy.schema.json"),
		Example: "  icp rules schema rules/alibabacloud > rules/alibabacloud/icp-policy.schema.json",
		Args:    mostArgs(a, 1, "[POLICY]"),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := builtinPolicy
			if len(args) == 1 {
				name = args[0]
			}
			p, err := readPolicy(a, name)
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(yaml.Schema(p))
			return err
		},
	}
}
