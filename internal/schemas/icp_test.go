// SPDX-License-Identifier: Apache-2.0

package schemas

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var program string // built once, in TestMain

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "icp")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program = filepath.Join(dir, "icp.exe")
	build := exec.Command("go", "build", "-C", filepath.Join("..", ".."), "-o", program, "./simulator/cmd/icp")
	build.Stderr = os.Stderr
	code := 1
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "icp does not build:", err)
	} else {
		code = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// icp runs the command and gives what it prints and its exit code.
func icp(t *testing.T, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(program, args...)
	var out, notes bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &notes
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	require.NoError(t, err, notes.String())
	return out.String(), 0
}
