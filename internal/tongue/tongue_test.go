// SPDX-License-Identifier: Apache-2.0

package tongue_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/internal/tongue"
)

func TestOf(t *testing.T) {
	for want, names := range map[string][]string{
		"zh": {"zh", "ZH", "zh-CN", "zh_CN.UTF-8", "zh-Hans", "zh-hans-CN", "zh.utf8", "zh-TW", "zh-Hant", "zh_HK@x"},
		"en": {"en", "EN", "en-GB", "en_US.UTF-8"},
		"":   {"", "fr", "zha", "zhx-CN", "enm", "english", "C", "C.UTF-8", "-zh", " zh"},
	} {
		for _, name := range names {
			assert.Equal(t, want, tongue.Of(name), name)
			assert.Equal(t, want == "zh", tongue.IsChinese(name), name)
		}
	}
}
