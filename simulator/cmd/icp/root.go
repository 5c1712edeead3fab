// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// run executes one command line and returns its exit code. It never exits, and never lets a panic through.
func run(args []string, p process, groups []func(*app) *cobra.Command) (code int) {
	a := newApp(p, args)
	defer func() {
		if v := recover(); v != nil {
			code = a.reportPanic(v)
		}
	}()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the first signal asks, the second one kills
	result := &resultWriter{w: a.stdout}
	a.stdout = result

	root := newRoot(a, groups)
	root.SetArgs(negativesBehindDashes(root, args))
	err := root.ExecuteContext(ctx)
	if lost := a.undelivered(result); lost != nil {
		err = lost
	}
	return a.report(err)
}

func newRoot(a *app, groups []func(*app) *cobra.Command) *cobra.Command {
	root := newGroup(a, "icp", a.text(
		"Simulate ICP filings, explain their rules, count their business days",
		"模拟备案流程，解释备案规则，计算工作日"))
	root.Version = a.version
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetVersionTemplate("icp {{.Version}}\n")
	root.SetUsageTemplate(usageTemplate(a))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		_ = a.printHelp(cmd) // a result that does not arrive is told by undelivered
	})
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagError(a, cmd, err) })

	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return emptyFlag(a, cmd) }

	lang := newChoice(a.lang, langs()...)
	root.PersistentFlags().Var(lang, langFlag, a.text("language of what a person reads", "输出语言"))
	mustComplete(root, langFlag, langs())
	for _, group := range groups {
		root.AddCommand(group(a))
	}
	localise(a, root)
	return root
}

func eachCommand(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, sub := range cmd.Commands() {
		eachCommand(sub, visit)
	}
}
