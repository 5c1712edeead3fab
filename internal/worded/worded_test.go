// SPDX-License-Identifier: Apache-2.0

package worded

import (
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWordsStandInTheirLanguage(t *testing.T) {
	day := Words{"Sunday", "星期日"}
	w := Say("%s is day %d: %v", "%s为第 %d 天：%v", day, 7, io.EOF)
	assert.Equal(t, Words{"Sunday is day 7: EOF", "星期日为第 7 天：EOF"}, w)
	assert.Equal(t, w.EN, w.Text("en"))
	assert.Equal(t, w.EN, w.Error())
	assert.Equal(t, w.ZH, w.Text("zh"))
	assert.Equal(t, "only", Words{EN: "only"}.Text("zh"))
}

func TestErrorsKeepTheirCause(t *testing.T) {
	err := Words{"it ends early", "提前结束"}.Because(io.EOF)
	assert.ErrorIs(t, err, io.EOF)
	assert.Equal(t, "it ends early", err.Error())
	joined := errors.Join(err, io.ErrClosedPipe)
	assert.Equal(t, Words{"it ends early; " + io.ErrClosedPipe.Error(), "提前结束；" + io.ErrClosedPipe.Error()}, Of(joined))
	outer := Say("no file: %v", "没有文件：%v", err).Because(err)
	assert.Equal(t, Words{"no file: it ends early", "没有文件：提前结束"}, Of(outer))
	assert.ErrorIs(t, outer, io.EOF)
}
