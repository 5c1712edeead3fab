// SPDX-License-Identifier: Apache-2.0

package templates_test

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/templates"
)

const link = "https://filing.example.com/verify?t=abc_-1"

func TestPagesInFull(t *testing.T) {
	datadriven.RunTest(t, "testdata/pages.txt", func(t *testing.T, d *datadriven.TestData) string {
		proof := ""
		if d.Cmd == notify.TopicContactVerification {
			proof = link
		}
		page, err := templates.Builtin().HTML(notice(d.Cmd), d.CmdArgs[0].Key, proof)
		require.NoError(t, err)
		return page
	})
}

// TestPagesSayWhatTextsSay: whoever reads the one misses nothing of the other.
func TestPagesSayWhatTextsSay(t *testing.T) {
	set := templates.Builtin()
	for _, topic := range templates.Topics() {
		for _, lang := range []string{"en", "zh"} {
			subject, text, err := set.Render(notice(topic), notify.ChannelEmail, lang, link)
			require.NoError(t, err)
			page, err := set.HTML(notice(topic), lang, link)
			require.NoError(t, err)
			said := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(page)
			assert.Contains(t, said, "<title>"+subject+"</title>")
			for line := range strings.Lines(text) {
				for _, part := range strings.FieldsFunc(strings.TrimSpace(line), func(r rune) bool { return r == '：' }) {
					if name, value, ok := strings.Cut(part, ": "); ok && len(name) < 10 {
						assert.Contains(t, said, value, topic)
						part = name
					}
					assert.Contains(t, said, part, topic)
				}
			}
		}
	}
}

func TestHostBringsItsOwnPages(t *testing.T) {
	set, err := templates.Builtin().WithHTML("en", `{{define "approved.html"}}<p>Well done, <b>{{.Filing}}</b>: {{.Body}}</p>{{end}}`)
	require.NoError(t, err)
	n := notice(notify.TopicApproved)
	n.Filing = "<i>f</i>"
	page, err := set.HTML(n, "en", "")
	require.NoError(t, err)
	assert.Contains(t, page, "<p>Well done, <b>&lt;i&gt;f&lt;/i&gt;</b>: The communications")
	assert.Contains(t, page, "<h1", "inside the layout")
	again, err := set.WithHTML("en", `{{define "layout.html"}}<title>{{.Subject}}</title>{{.Page}}{{with .Link}}<a href="{{.}}">{{.}}</a>{{end}}{{end}}`)
	require.NoError(t, err)
	page, err = again.HTML(n, "en", "")
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(page, "<title>Your ICP filing was approved</title><p>Well done"), page)
	page, err = templates.Builtin().HTML(n, "en", "")
	require.NoError(t, err)
	assert.NotContains(t, page, "Well done", "the shipped pages are untouched")

	own, err := templates.Builtin().With("en", `{{define "parcel.subject"}}A <parcel>{{end}}{{define "parcel.body"}}It & you.{{end}}`)
	require.NoError(t, err)
	page, err = own.HTML(notice("parcel"), "zh", "")
	require.NoError(t, err)
	assert.Contains(t, page, "<title>A &lt;parcel&gt;</title>")
	assert.Contains(t, page, "It &amp; you.")
}

func TestBadPagesAreRefusedAtLoad(t *testing.T) {
	for name, text := range map[string]string{
		"syntax":          `{{define "layout.html"}}{{.Body}`,
		"unknown field":   `{{define "layout.html"}}{{.Name}}{{end}}`,
		"open tag":        `{{define "layout.html"}}<a href="{{.Link}}{{end}}`,
		"script":          `{{define "layout.html"}}<script>1</script>{{.Link}}{{end}}`,
		"no link":         `{{define "layout.html"}}{{.Body}}{{end}}`,
		"unsafe place":    `{{define "layout.html"}}<p style="{{.Body}}">{{.Link}}</p>{{end}}`,
		"control":         "{{define \"layout.html\"}}{{.Link}}\x00{{end}}",
		"too long a page": `{{define "layout.html"}}{{.Link}}` + strings.Repeat("x", 64<<10) + `{{end}}`,
		"too much":        strings.Repeat(" ", 1<<20+1),
	} {
		_, err := templates.Builtin().WithHTML("en", text)
		require.ErrorContains(t, err, "NTF-05", name)
	}
	_, err := templates.Builtin().WithHTML("en", `{{define "layout.html"}}{{.Nothing}}{{end}}`)
	require.ErrorContains(t, err, "NTF-053")
	odd, err := templates.Builtin().With("en", `{{define "approved.body"}}{{if eq .Filing "f-odd"}}{{index .Filing 99}}{{end}}It was approved.{{end}}`)
	require.NoError(t, err)
	_, _, err = odd.Render(notify.Notice{Topic: notify.TopicApproved, Filing: "f-odd"}, notify.ChannelEmail, "en", "")
	require.ErrorContains(t, err, "NTF-052")
	_, err = templates.Builtin().HTML(notify.Notice{Topic: "of_nobody"}, "en", "")
	require.ErrorContains(t, err, "NTF-051")
	_, err = templates.Builtin().WithHTML("fr", "")
	require.ErrorContains(t, err, "NTF-050")
	_, err = templates.Builtin().With("en", `{{define "contact_verification.sms"}}Hello{{end}}`)
	require.ErrorContains(t, err, "what the contact verifies with is missing")
	_, err = templates.Builtin().With("zh", `{{define "layout.email"}}{{.Body}}{{end}}`)
	require.ErrorContains(t, err, "what the contact verifies with is missing")
}

// FuzzPageMarkup puts anything into everything a page shows: its tags and attributes stay
// those of the template.
func FuzzPageMarkup(f *testing.F) {
	f.Add("f-1", "https://example.com/?t=x")
	f.Add(`"><script>alert(1)</script>`, `javascript:alert(1)`)
	f.Add("</title><svg onload=1>", `https://x/" onclick="y`)
	f.Add("{{.Body}}<!--", "data:text/html,<b>")
	f.Add("]]>\x00\u202e'`", " JaVaScRiPt&#58;x")
	set := templates.Builtin()
	f.Fuzz(func(t *testing.T, text, link string) {
		n := notice(notify.TopicContactVerification)
		tame := n
		n.Filing, n.Region, n.FilingKind = text, text, text
		if text == "" {
			tame.Filing, tame.Region, tame.FilingKind = "", "", ""
		}
		proof := link
		if proof != "" {
			proof = "x"
		}
		want, err := set.HTML(tame, "en", proof)
		require.NoError(t, err)
		got, err := set.HTML(n, "en", link)
		require.NoError(t, err)
		for _, mark := range []string{"<", ">", `"`} {
			assert.Equal(t, strings.Count(want, mark), strings.Count(got, mark), "%q in %s", mark, got)
		}
		if _, after, ok := strings.Cut(got, `href="`); ok {
			target, _, _ := strings.Cut(after, `"`)
			scheme, _, ok := strings.Cut(target, ":")
			if ok && !strings.ContainsAny(scheme, "/?#") {
				assert.Contains(t, []string{"http", "https", "mailto"}, strings.ToLower(scheme), target)
			}
		}
	})
}
