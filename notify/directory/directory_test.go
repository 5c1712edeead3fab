// SPDX-License-Identifier: Apache-2.0

package directory_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/directory/directorytest"
)

// memory is the directory in memory as the suite asks for it: it needs no context, and
// nothing can go wrong.
type memory struct{ *directory.Memory }

func (m memory) Put(_ context.Context, account, receiver string, e directory.Entry) (directory.Stored, error) {
	return m.Memory.Put(account, receiver, e)
}

func (m memory) Entry(_ context.Context, account, receiver string) (directory.Entry, bool, error) {
	e, ok := m.Memory.Entry(account, receiver)
	return e, ok, nil
}

func (m memory) Prune(_ context.Context, account, receiver string, version int) error {
	m.Memory.Prune(account, receiver, version)
	return nil
}

func TestMemoryConforms(t *testing.T) {
	directorytest.Run(t, func(*testing.T) directorytest.Directory {
		return memory{directory.NewMemory(directorytest.Key())}
	})
}

func TestDigests(t *testing.T) {
	key := directorytest.Key()
	e := directory.Entry{Name: "x", Title: "x", Email: "one@example.com"}
	one := e.Stored(key, 1)
	e.Email = "two@example.com"
	two := e.Stored(key, 2)
	assert.Equal(t, one.Name, two.Name, "the same text, the same digest")
	assert.NotEqual(t, one.Name, one.Title, "but not in another field")
	assert.NotEqual(t, one.Email, two.Email)
	assert.Empty(t, two.Phone)
	assert.NotEqual(t, one.Name, directory.Digest([]byte("another key......"), "name", "x"))
	assert.Panics(t, func() { directory.NewMemory([]byte("short")) })
}

func TestStoredMakesCommands(t *testing.T) {
	s := directory.Stored{Version: 3, Name: "n", Title: "t", Email: "e", Phone: "p"}
	assert.Equal(t, notify.AddContact{ID: "c", Version: 3, Name: "n", Title: "t", Email: "e", Phone: "p", Lang: "zh"}, s.AddContact("c", "zh"))
	assert.Equal(t, notify.ModifyContact{ID: "c", Version: 3, Name: "n", Title: "t", Email: "e", Phone: "p"}, s.ModifyContact("c", ""))
}

func TestEntryIsNeverPrinted(t *testing.T) {
	e := directory.Entry{Name: "canary", Title: "canary", Email: "canary", Phone: "canary", Webhook: "canary"}
	var out bytes.Buffer
	for _, v := range []any{e, &e, []directory.Entry{e}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			fmt.Fprintf(&out, verb, v)
		}
		require.NoError(t, json.NewEncoder(&out).Encode(v))
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "v", v)
	}
	assert.NotContains(t, out.String(), "canary")
}

// What is wrong with an entry is for whoever entered it, in their language.
func TestWhatIsWrongWithAnEntryIsSaidInBothLanguages(t *testing.T) {
	for want, e := range map[string]directory.Entry{
		"NTF-060：邮箱地址格式不正确，请按name@example.cn的格式填写，不要包含显示名称和空格": {Email: "canary"},
		"NTF-060：手机号码格式不正确，请填写11位中国内地手机号码":                     {Phone: "canary"},
		"NTF-060：Webhook地址格式不正确，请填写以https://开头的网址":             {Webhook: "canary.example.com"},
		"NTF-060：姓名含有不可见字符，请去除后重新填写":                           {Name: "canary\x00"},
		"NTF-060：职位超过320字节，请缩短后重新填写":                           {Title: strings.Repeat("c", 321)},
	} {
		err := e.Check()
		var worded interface{ Text(lang string) string }
		require.ErrorAs(t, err, &worded)
		assert.Equal(t, want, worded.Text("zh"))
		assert.Equal(t, err.Error(), worded.Text("en"))
	}
}
