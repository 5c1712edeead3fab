// SPDX-License-Identifier: Apache-2.0

package templates_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/templates"
)

func notice(topic string) notify.Notice {
	at := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
	return notify.Notice{
		Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: notify.Channels(0).Add(notify.ChannelEmail),
		Topic: topic, Account: "a-1", Subject: "s-1", Filing: "f-1", Region: "inner_mongolia", FilingKind: "change_website",
		Due: at.Add(96 * time.Hour), At: at,
	}
}

// withDue are the topics whose notices carry a deadline of the reader's own.
var withDue = []string{
	notify.TopicVerificationPrompted, notify.TopicOriginalsPrompted, notify.TopicSMSWindow, notify.TopicDeadlineSet,
	notify.TopicExpiryReminder, notify.TopicPreliminaryReturned, notify.TopicPhotoReturned, notify.TopicSMSReturned,
	notify.TopicRejected, notify.TopicWithdrawn,
}

// TestEveryText writes every topic in every language: subject, e-mail and text message.
func TestEveryText(t *testing.T) {
	set := templates.Builtin()
	datadriven.RunTest(t, "testdata/texts.txt", func(t *testing.T, d *datadriven.TestData) string {
		var out strings.Builder
		n := notice(d.Cmd)
		d.MaybeScanArgs(t, "kind", &n.FilingKind)
		if !slices.Contains(withDue, d.Cmd) {
			n.Due = time.Time{}
		}
		for _, lang := range []string{"en", "zh"} {
			subject, mail, err := set.Render(n, notify.ChannelEmail, lang, "")
			require.NoError(t, err)
			none, sms, err := set.Render(n, notify.ChannelSMS, lang, "")
			require.NoError(t, err)
			assert.Empty(t, none)
			body, _, _ := strings.Cut(mail, "\n")
			fmt.Fprintf(&out, "%s\n  %s\n  %s\n", subject, body, sms)
			for _, ch := range []notify.Channel{notify.ChannelInbox, notify.ChannelWebhook} {
				same, text, err := set.Render(n, ch, lang, "")
				require.NoError(t, err)
				assert.Equal(t, subject, same)
				assert.Contains(t, text, body)
			}
		}
		return out.String()
	})
}

func TestMailInFull(t *testing.T) {
	_, mail, err := templates.Builtin().Render(notice(notify.TopicRejected), notify.ChannelEmail, "zh", "")
	require.NoError(t, err)
	assert.Equal(t, `通信管理局驳回了您的备案申请，请登录备案系统查看原因，修改信息后继续备案。

备案订单：f-1
备案类型：变更网站
地区：内蒙古
截止时间：2018-04-08 10:00（北京时间）
时间：2018-04-04 10:00（北京时间）
`, mail)
	bare := notify.Notice{Topic: notify.TopicContactVerification, At: time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)}
	_, mail, err = templates.Builtin().Render(bare, notify.ChannelEmail, "en", "")
	require.NoError(t, err)
	assert.Equal(t, `You were entered as a contact for ICP filing notices. You receive them once this address is verified. If you do not know about this, do nothing.

Time: 2018-04-04 10:00 (UTC+8)
`, mail)
}

func TestVerificationCarriesItsProof(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		_, mail, err := templates.Builtin().Render(notice(notify.TopicContactVerification), notify.ChannelEmail, lang, "https://example.com/?t=x")
		require.NoError(t, err)
		assert.Contains(t, mail, "\nhttps://example.com/?t=x\n")
		_, sms, err := templates.Builtin().Render(notice(notify.TopicContactVerification), notify.ChannelSMS, lang, "123456")
		require.NoError(t, err)
		assert.Contains(t, sms, "123456")
	}
}

// TestTopicsAreThoseOfNotify holds the list equal to the constants.
func TestTopicsAreThoseOfNotify(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../topic.go", nil, 0)
	require.NoError(t, err)
	var declared []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			topic, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			declared = append(declared, topic)
		}
		return true
	})
	slices.Sort(declared)
	assert.Equal(t, declared, templates.Topics())

	tested := map[string]bool{}
	datadriven.RunTest(t, "testdata/texts.txt", func(_ *testing.T, d *datadriven.TestData) string {
		tested[d.Cmd] = true
		return d.Expected
	})
	assert.Len(t, tested, len(declared))
}

func TestHostBringsItsOwnWords(t *testing.T) {
	set, err := templates.Builtin().With("en", `{{define "approved.subject"}}Done: {{.Filing}}{{end}}
		{{define "approved.sms"}}Done.{{end}}
		{{define "parcel.subject"}}A parcel{{end}}{{define "parcel.body"}}It came.{{end}}`)
	require.NoError(t, err)
	subject, _, err := set.Render(notice("approved"), notify.ChannelEmail, "en", "")
	require.NoError(t, err)
	assert.Equal(t, "Done: f-1", subject)
	_, sms, err := set.Render(notice("approved"), notify.ChannelSMS, "en", "")
	require.NoError(t, err)
	assert.Equal(t, "ICP filing f-1: Done. Due 2018-04-08 10:00.", sms)
	subject, _, err = set.Render(notice("parcel"), notify.ChannelInbox, "zh", "")
	require.NoError(t, err)
	assert.Equal(t, "A parcel", subject, "what is missing in Chinese is said in English")
	subject, _, err = templates.Builtin().Render(notice("approved"), notify.ChannelEmail, "fr", "")
	require.NoError(t, err)
	assert.Equal(t, "Your ICP filing was approved", subject, "the shipped texts are untouched, other languages get English")
	_, _, err = templates.Builtin().Render(notice("parcel"), notify.ChannelEmail, "en", "")
	assert.ErrorContains(t, err, "NTF-051")
}

func TestBadTextsAreRefusedAtLoad(t *testing.T) {
	for name, text := range map[string]string{
		"syntax":        `{{define "approved.subject"}}{{.Filing}`,
		"unknown field": `{{define "approved.body"}}{{.Name}}{{end}}`,
		"empty":         `{{define "approved.body"}} {{"" -}} {{end}}`,
		"empty subject": `{{define "approved.subject"}}{{if .Due}}Due{{end}}{{end}}`,
		"link in sms":   `{{define "approved.sms"}}See https://example.com{{end}}`,
		"lines in sms":  "{{define \"approved.sms\"}}a\nb{{end}}",
		"long sms":      `{{define "approved.sms"}}` + strings.Repeat("长", 400) + `{{end}}`,
		"control":       "{{define \"approved.body\"}}a\x00b{{end}}",
		"direction":     "{{define \"approved.body\"}}a\u202eb{{end}}",
		"no body":       `{{define "parcel.subject"}}x{{end}}`,
		"too much":      strings.Repeat(" ", 1<<20+1),
	} {
		_, err := templates.Builtin().With("en", text)
		require.ErrorContains(t, err, "NTF-050", name)
		assert.NotContains(t, err.Error(), "\n", name)
	}
	_, err := templates.Builtin().With("fr", "")
	assert.ErrorContains(t, err, "NTF-050")
}

func TestSubjectIsOneLine(t *testing.T) {
	set, err := templates.Builtin().With("en", "{{define \"approved.subject\"}}a\r\nBcc: x\n\n \u2028b\u202e{{end}}")
	require.NoError(t, err)
	subject, _, err := set.Render(notice("approved"), notify.ChannelEmail, "en", "")
	require.NoError(t, err)
	assert.Equal(t, "a Bcc: x b", subject)
}

func FuzzTexts(f *testing.F) {
	f.Add(`{{define "approved.subject"}}{{.Filing}}{{end}}`)
	f.Add(`{{define "approved.body"}}{{if .Due}}{{.Due}}{{else}}none{{end}}{{end}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "template") || strings.Contains(text, "range") || strings.Contains(text, "printf") || len(text) > 4096 {
			return // a host's own template may loop or grow as it likes; what is guarded is what comes out
		}
		set, err := templates.Builtin().With("en", text)
		if err != nil {
			assert.ErrorContains(t, err, "NTF-050")
			return
		}
		subject, _, err := set.Render(notice("approved"), notify.ChannelEmail, "en", "")
		require.NoError(t, err)
		assert.NotEmpty(t, subject)
		assert.False(t, strings.ContainsAny(subject, "\r\n\x00"))
	})
}
