// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"

	"github.com/icpfiling/icp/rules"
)

const maxRevision = 64 << 20 // bytes of a policy in a git revision

// readPolicies reads the two policies of a comparison. Either may be a git revision alone, such as main: it means the
// folder the other names, as it was then.
func readPolicies(a *app, old, now string) (was, is *rules.Policy, err error) {
	if was, err = readBeside(a, old, now); err != nil {
		return nil, nil, err
	}
	is, err = readBeside(a, now, old)
	return was, is, err
}

// readBeside reads a policy, or a revision alone of the folder beside it.
func readBeside(a *app, name, other string) (*rules.Policy, error) {
	if base, layer, ok := layeredName(other); ok && !exists(name) && !strings.ContainsAny(name, ":+") && name != builtinPolicy {
		return readLayersBeside(a, name, base, layer)
	}
	said, err := beside(a, name, other)
	if err != nil {
		return nil, err
	}
	if said == name {
		return readPolicy(a, name)
	}
	return readRevision(a, other, said)
}

// beside gives the whole name of a revision that stands alone beside a folder, REVISION:PATH; of every other policy the
// name it has.
func beside(a *app, name, other string) (string, error) {
	if name == builtinPolicy || exists(name) || strings.ContainsAny(name, ":+") {
		return name, nil
	}
	if info, err := os.Stat(other); err != nil || !info.IsDir() {
		return name, nil
	}
	prefix, err := git(other, "rev-parse", "--show-prefix")
	if err != nil {
		return "", sayGit(a, name, name, err)
	}
	if folder := strings.TrimSuffix(strings.TrimSpace(string(prefix)), "/"); folder != "" {
		return name + ":" + folder, nil
	}
	return name + ":./", nil // the root: what lies in it has a name that git knows, too
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// readRevision reads the policy that the repository of a folder has under REVISION:PATH: a folder or a packed file.
func readRevision(a *app, folder, name string) (*rules.Policy, error) {
	files, packed, err := revision(a, folder, name)
	if err != nil {
		return nil, err
	}
	if files == nil {
		return loadPacked(a, name, packed)
	}
	return readFiles(a, files, name, name)
}

// revision gives what the repository of a folder has under REVISION:PATH: the files of a folder, or the bytes of a file.
func revision(a *app, folder, name string) (files fs.FS, file []byte, err error) {
	revision, _, _ := strings.Cut(name, ":")
	if _, err := git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}"); err != nil {
		return nil, nil, sayGit(a, name, revision, err)
	}
	id, err := git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
	if err != nil {
		return nil, nil, failf(exitUnanswered, "%s", a.text(
			"revision "+revision+" has nothing at that path: "+name+"; paths begin at the root of the repository, or with ./ where you are",
			"版本 "+revision+" 中没有该路径："+name+"；路径从仓库根目录算起，或以 ./ 表示当前目录"))
	}
	object := strings.TrimSpace(string(id))
	kind, err := git(folder, "cat-file", "-t", object)
	if err != nil {
		return nil, nil, sayGit(a, name, revision, err)
	}
	if strings.TrimSpace(string(kind)) == "blob" {
		if file, err = git(folder, "cat-file", "blob", object); err != nil {
			return nil, nil, sayGit(a, name, revision, err)
		}
		return nil, file, nil
	}
	root, err := git(folder, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, nil, sayGit(a, name, revision, err)
	}
	packed, err := git(strings.TrimSpace(string(root)), "archive", "--format=zip", object)
	if err != nil {
		return nil, nil, sayGit(a, name, revision, err)
	}
	files, err = zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, nil, a.errorOf(name, err)
	}
	return files, nil, nil
}

// sayGit words why git did not answer.
func sayGit(a *app, name, revision string, err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return failf(exitUnanswered, "%s", a.text(
			"there is no policy at "+name+", and git, which would know a revision of that name, is not installed",
			"未找到规则："+name+"；未安装 git，无法按版本读取"))
	}
	if _, failed := errors.AsType[*exec.ExitError](err); !failed {
		return a.errorOf(name, err)
	}
	return failf(exitUnanswered, "%s", a.text(
		"there is no policy at "+name+", and git knows no revision "+revision+" here; name a folder, a packed file, builtin, or REVISION:PATH",
		"未找到规则："+name+"；git 中也没有版本 "+revision+"；请给出规则目录、打包文件、builtin 或 版本:路径"))
}

// git runs git in a folder and gives what it prints, if that is not too much. Arguments never reach a shell.
func git(folder string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-C", folder}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(out, maxRevision+1))
	if len(data) > maxRevision {
		err = fmt.Errorf("git gives more than %d bytes, the limit of a policy; name the policy's own folder", maxRevision)
	}
	if err != nil {
		_, _ = cmd.Process.Kill(), cmd.Wait() // its own end no longer matters
		return nil, err
	}
	return data, cmd.Wait()
}
