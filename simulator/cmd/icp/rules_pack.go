// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func rulesPack(a *app) *cobra.Command {
	var out, positions, prefix, key string
	cmd := &cobra.Command{
		Use:   "pack POLICY --output FILE",
		Short: a.text("write a policy as one canonical file", "将规则打包为一个规范文件"),
		Example: "  icp rules pack rules/alibabacloud --output policy.json\n" +
			"  icp rules pack builtin --output policy.json",
		Args:       exactArgs(a, "POLICY"),
		SuggestFor: []string{"build"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return failf(exitUnanswered, "%s", a.text("say where the packed policy goes, like --output policy.json", "请用 --output 指定输出文件，如 --output policy.json"))
			}
			if err := a.packedApart(out, positions, key); err != nil {
				return err
			}
			p, err := readPolicy(a, args[0])
			if err != nil {
				return err
			}
			located := p
			if positions != "" && prefix != "" {
				if folders := policyFolders(args[0]); len(folders) != 1 || folders[0] != args[0] {
					return failf(exitUnanswered, "%s", a.text("--prefix is for a policy that is a folder", "--prefix 仅用于目录形式的规则"))
				}
				if located, err = readFolder(a, args[0], prefix); err != nil {
					return err
				}
			}
			var signature string
			if key != "" {
				if signature, err = sign(a, p.Artifact(), key); err != nil {
					return err
				}
			}
			if err := a.writeFile("--output", out, p.Artifact()); err != nil {
				return err
			}
			if positions != "" {
				if err := a.writeFile("--positions", positions, located.Positions()); err != nil {
					return err
				}
			}
			if signature != "" {
				if err := a.writeFile("--sign", out+".sig", []byte(signature)); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintf(a.stdout, "%s  %s\n", p.Digest(), out)
			return err
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", a.text("file of the packed policy", "打包文件"))
	cmd.Flags().StringVar(&key, "sign", "", a.text("PEM file of an Ed25519 private key; the signature goes beside the file, as .sig", "Ed25519 私钥 PEM 文件；签名写入同名 .sig"))
	cmd.Flags().StringVar(&positions, "positions", "", a.text("file that says where each rule is written", "规则位置文件"))
	cmd.Flags().StringVar(&prefix, "prefix", "", a.text("folder the positions name, instead of POLICY", "位置文件中使用的目录名"))
	return cmd
}

// packedApart refuses files that would take each other's place: a private key is gone for good.
func (a *app) packedApart(out, positions, key string) error {
	files := outputs("--output", out, "--positions", positions)
	if key != "" {
		files = append(files, namedFile{"--sign " + key, key, false}, namedFile{out + ".sig", out + ".sig", true})
	}
	return a.apart(files...)
}
