// SPDX-License-Identifier: Apache-2.0

package verify_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPageSpeaksTheReadersLanguageFirst: both are always there, since nobody knows who opens
// a link.
func TestPageSpeaksTheReadersLanguageFirst(t *testing.T) {
	w := newWorld(t)
	for accepted, first := range map[string]string{
		"": "en", "zh-CN,zh;q=0.9,en;q=0.8": "zh", "en-GB,en;q=0.9,zh;q=0.8": "en", "ZH": "zh", "fr, zh-TW;q=0.5": "zh", "fr": "en", "zho": "en", ",;,": "en",
	} {
		r := httptest.NewRequest(http.MethodGet, "/verify?t=x", nil)
		r.Header.Set("Accept-Language", accepted)
		out := httptest.NewRecorder()
		w.service.ServeHTTP(out, r)
		page := out.Body.String()
		en, zh := strings.Index(page, "Press the button"), strings.Index(page, "请点击按钮")
		require.True(t, en > 0 && zh > 0)
		assert.Equal(t, first == "zh", zh < en, accepted)
		assert.Contains(t, page, `<html lang="`+first+`">`)
		assert.Equal(t, "Accept-Language", out.Header().Get("Vary"))
	}
}

// TestPagePolicyAllowsItsOwnStyle and nothing else that could be fetched or run.
func TestPagePolicyAllowsItsOwnStyle(t *testing.T) {
	w := newWorld(t)
	out := w.request(http.MethodGet, "x", "192.0.2.1")
	_, after, found := strings.Cut(out.Body.String(), "<style>")
	require.True(t, found)
	style, _, _ := strings.Cut(after, "</style>")
	sum := sha256.Sum256([]byte(style))
	assert.Equal(t, "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", out.Header().Get("Content-Security-Policy"))
	assert.NotContains(t, out.Body.String(), "style=")
	assert.NotContains(t, out.Body.String(), "<script")
}
