// SPDX-License-Identifier: Apache-2.0

package export

import "fmt"

// said is an error with its sentence in English and Chinese, and what it comes of.
type said struct {
	en, zh string
	cause  error
}

// tell words an error in both languages from the same arguments; cause is nil for none.
func tell(cause error, en, zh string, args ...any) error {
	return &said{fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...), cause}
}

// unwritten is SIM-051.
func unwritten(err error) error {
	return tell(err, "SIM-051: the export cannot be written: %v; make room or choose another place", "SIM-051：导出文件无法写入：%v；请腾出空间，或换一个位置", err)
}

// Error is the sentence in English.
func (t *said) Error() string { return t.en }

// Text is the sentence in "zh" or English.
func (t *said) Text(lang string) string {
	if lang == "zh" {
		return t.zh
	}
	return t.en
}

// Unwrap gives what the error comes of.
func (t *said) Unwrap() error { return t.cause }
