// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/yaml"
)

// policyText says what a flag with a policy takes.
func policyText(a *app) string {
	return a.text("policy folder, packed file, builtin, or BASE+FOLDER", "规则目录、打包文件、builtin 或 BASE+目录")
}

// layeredName splits BASE+FOLDER, a policy and a folder with a host's own layer over it. A file of that name goes first.
func layeredName(name string) (base, layer string, ok bool) {
	i := strings.LastIndexByte(name, '+')
	if i <= 0 || i == len(name)-1 || exists(name) {
		return "", "", false
	}
	return name[:i], name[i+1:], true
}

// readLayered reads a layer over a policy.
func readLayered(a *app, base, layer string) (*rules.Policy, error) {
	b, err := readPolicy(a, base)
	if err != nil {
		return nil, err
	}
	p, err := readLayer(a, b, layer)
	if found, ok := errors.AsType[*yaml.Error](err); ok {
		return nil, failf(exitUnanswered, "%s", a.text("RUL-011: the layer in "+layer+" cannot be read:\n", "RUL-011：无法读取 "+layer+" 中的规则层：\n")+
			a.findingLines(layer, found))
	}
	return p, err
}

// readLayer reads a folder, here or in git, as a layer over a policy. Rules say where they are written, in either. What is
// wrong in the folder is a *yaml.Error.
func readLayer(a *app, base *rules.Policy, layer string) (*rules.Policy, error) {
	files, err := layerFiles(a, layer)
	if err != nil {
		return nil, err
	}
	p, err := yaml.ReadLayer(files, base.At(map[string]rules.Position{}))
	if err != nil {
		return nil, err
	}
	if len(p.Rules()) == len(base.Rules()) {
		return nil, failf(exitUnanswered, "%s", a.text(
			layer+" holds no rules; a layer is a folder of rule files that say layer: host", layer+" 中没有规则；规则层是含 layer: host 规则文件的目录"))
	}
	var below, own map[string]rules.Position
	if err := json.Unmarshal(base.Positions(), &below); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(p.Within(filepath.ToSlash(layer)).Positions(), &own); err != nil {
		return nil, err
	}
	for id, at := range below {
		own[id] = at
	}
	return p.At(own), nil
}

// onlyALayer is an error where a folder that is no policy holds nothing but rules of the layer host.
func (a *app) onlyALayer(name string, files fs.FS) error {
	layers := map[string]bool{}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".yaml") || strings.HasPrefix(path, "tests/") {
			return err
		}
		if info, err := fs.Stat(files, path); err != nil || !info.Mode().IsRegular() || info.Size() > policyMegabytes<<20 {
			return err
		}
		data, err := fs.ReadFile(files, path)
		for line := range strings.Lines(string(data)) {
			if layer, ok := strings.CutPrefix(line, "layer:"); ok {
				layers[strings.TrimSpace(layer)] = true
			}
		}
		return err
	})
	if err != nil || len(layers) != 1 || !layers["host"] {
		return nil
	}
	return failf(exitUnanswered, "%s", a.text(
		"RUL-011: "+name+" holds only rules of the layer host; name the policy they lie over, as in builtin+"+name,
		"RUL-011："+name+" 只含 host 层的规则；请写明其下的规则，如 builtin+"+name))
}

func layerFiles(a *app, layer string) (fs.FS, error) {
	info, err := os.Stat(layer)
	switch {
	case err == nil && info.IsDir():
		return os.DirFS(layer), nil
	case err != nil && strings.Contains(layer, ":"):
		files, _, err := revision(a, ".", layer)
		if err != nil || files != nil {
			return files, err
		}
	}
	return nil, failf(exitUnanswered, "%s", a.text(
		"there is no folder "+layer+"; BASE+FOLDER is a policy and a folder with a host's own layer", "没有目录 "+layer+"；BASE+目录 指规则集与使用方自己的规则层目录"))
}

// readLayersBeside reads what a revision alone means beside BASE+FOLDER: the folders among them as they were then.
func readLayersBeside(a *app, revision, base, layer string) (*rules.Policy, error) {
	said, err := beside(a, revision, layer)
	if err != nil {
		return nil, err
	}
	b := base
	if info, err := os.Stat(base); err == nil && info.IsDir() {
		if b, err = beside(a, revision, base); err != nil {
			return nil, err
		}
	}
	return readLayered(a, b, said)
}

// policyFolders lists the folders of a policy in which tests can lie.
func policyFolders(name string) []string {
	if base, layer, ok := layeredName(name); ok {
		return append(policyFolders(base), policyFolders(layer)...)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return []string{name}
	}
	return nil
}
