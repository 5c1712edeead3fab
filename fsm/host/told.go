// SPDX-License-Identifier: Apache-2.0

package host

import "fmt"

// told is what is wrong with a file, in English and Chinese.
type told struct {
	en, zh string
	cause  error // nil for none
}

// tell words it in both languages from the same arguments, in the order of the English.
func tell(en, zh string, args ...any) *told {
	return &told{en: fmt.Sprintf(en, args...), zh: fmt.Sprintf(zh, args...)}
}

// because is the same with the error behind it, for errors.Is.
func (t *told) because(err error) *told {
	t.cause = err
	return t
}

// Error is the sentence in English.
func (t *told) Error() string { return t.en }

// Text is the sentence in "zh" or English.
func (t *told) Text(lang string) string {
	if lang == "zh" {
		return t.zh
	}
	return t.en
}

// Unwrap gives the code, or what is behind it.
func (t *told) Unwrap() error { return t.cause }

// inChinese gives an error in Chinese, as far as it has such words.
func inChinese(err error) string {
	if worded, ok := err.(interface{ Text(lang string) string }); ok {
		return worded.Text("zh")
	}
	return err.Error()
}

// badExport is HST-009, at a line from 1, or of the file as a whole for line 0.
func badExport(line int, err error) error {
	where, whereZH := "", ""
	if line > 0 {
		where, whereZH = fmt.Sprintf("line %d: ", line), fmt.Sprintf("第 %d 行：", line)
	}
	return &told{
		en: string(ErrExport) + ": " + where + err.Error(), zh: string(ErrExport) + "：" + whereZH + inChinese(err),
		cause: fmt.Errorf("%w: %w", ErrExport, err),
	}
}
