// SPDX-License-Identifier: Apache-2.0

package main

import "github.com/spf13/cobra"

// localise gives the parts cobra makes by itself their wording: the help flag, and the two commands it adds.
func localise(a *app, root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = a.text("print the version", "显示版本")
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			localiseHelp(a, cmd)
		case "completion":
			localiseCompletion(a, cmd)
		}
	}
	eachCommand(root, func(cmd *cobra.Command) {
		cmd.InitDefaultHelpFlag()
		cmd.DisableFlagsInUseLine = true // the usage names them in the language of the run
		cmd.Flags().Lookup("help").Usage = a.text("show this help", "显示帮助")
	})
}

func localiseHelp(a *app, help *cobra.Command) {
	help.Use = "help [COMMAND ...]"
	help.Short, help.Long = a.text("show the help of a command", "查看命令帮助"), ""
	help.Example = "  icp help rules check"
	help.Run = nil
	help.RunE = func(cmd *cobra.Command, args []string) error {
		about := cmd.Root()
		for _, name := range args {
			below, _, err := about.Find([]string{name})
			if err != nil || below == about {
				return unknownCommand(a, about, name)
			}
			about = below
		}
		return about.Help()
	}
}

func localiseCompletion(a *app, completion *cobra.Command) {
	completion.Short, completion.Long = a.text("write the completion script for a shell", "生成命令行补全脚本"), ""
	completion.Args = cobra.ArbitraryArgs
	completion.RunE = newGroup(a, "", "").RunE
	for _, shell := range completion.Commands() {
		now, always := "source <(icp completion "+shell.Name()+")", ""
		switch shell.Name() {
		case "bash":
			always = "icp completion bash > /etc/bash_completion.d/icp"
		case "zsh":
			always = `icp completion zsh > "${fpath[1]}/_icp"`
		case "fish":
			now, always = "icp completion fish | source", "icp completion fish > ~/.config/fish/completions/icp.fish"
		case "powershell":
			now = "icp completion powershell | Out-String | Invoke-Expression"
			always = "icp completion powershell >> $PROFILE"
		}
		shell.Args = flagsOnly(a)
		shell.Short = a.text("write the completion script for "+shell.Name(), "生成 "+shell.Name()+" 的补全脚本")
		shell.Long = shell.Short
		shell.Example = "  # " + a.text("for this shell", "仅对当前会话生效") + "\n  " + now + "\n\n  # " +
			a.text("for every new one", "对以后的会话生效") + "\n  " + always
		if f := shell.Flags().Lookup("no-descriptions"); f != nil {
			f.Usage = a.text("leave the descriptions out", "不含说明文字")
		}
	}
}
