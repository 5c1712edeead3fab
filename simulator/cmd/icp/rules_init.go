// SPDX-License-Identifier: Apache-2.0

package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
			return fs.WalkDir(initFiles, "rulesinit", func(path string, d fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				to := filepath.Join(args[0], filepath.FromSlash(strings.TrimPrefix(strings.TrimPrefix(path, "rulesinit"), "/")))
				if d.IsDir() {
					if err := os.MkdirAll(to, 0o755); err != nil {
						return sayFile(a, to, err)
					}
					return nil
				}
				data, err := fs.ReadFile(initFiles, path)
				if err != nil {
					return err
				}
				if err := os.WriteFile(to, data, 0o644); err != nil {
					return sayFile(a, to, err)
				}
				_, err = fmt.Fprintln(a.stdout, filepath.ToSlash(to))
				return err
			})
		},
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
