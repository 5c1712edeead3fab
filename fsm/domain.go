// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A domain is what stands in a registry: two labels or more, in lower case, of letters, digits and hyphens. A label may
// also be written in Unicode, as 例子.中国; its length counts in the form that goes over the wire, xn--fsqu00a.xn--fiqs8s.
// Nothing is put right silently: the record keeps the text, so what is meant has to be written. Both forms are one domain.
//
// Of IDNA it is only checked what can be without its tables: letters, marks and digits, none in upper case, none that is
// only another width or shape of a letter. Whether a registry takes the name is for the registry to say.
const (
	maxLabel  = 63
	maxDomain = 253
)

var tooLong = text{"it is longer than 253 bytes", "长度超过253字节"}

// domainFault says in both languages what is wrong with a domain; nothing if it is one.
func domainFault(d string) text {
	if plainDomain(d) {
		return text{}
	}
	if len(d) > maxDomain*utf8.UTFMax {
		return tooLong
	}
	switch lower := strings.ToLower(d); {
	case d == "":
		return text{"it is empty; write a domain such as example.cn", "域名为空，请填写如example.cn的域名"}
	case !utf8.ValidString(d):
		return text{"it is no UTF-8 text", "不是有效的UTF-8文本"}
	case strings.Contains(d, "://"), strings.ContainsAny(d, "/?#"):
		return text{"it is a web address; write the domain alone, without http:// and path", "这是网址，请只填写域名，不要包含http://和路径"}
	case strings.Contains(d, "@"):
		return text{"it is an e-mail address; write the domain alone", "这是邮箱地址，请只填写域名"}
	case strings.Contains(d, "*"):
		return text{"a wildcard is no domain; write each domain", "不支持通配符，请逐一填写域名"}
	case strings.Contains(d, ":"):
		return text{"it holds a colon; write the domain without a port", "含有冒号，请填写不带端口的域名"}
	case lower != d && domainFault(lower) == text{}:
		return text{"write it in lower case: " + lower, "请使用小写：" + lower}
	case strings.HasSuffix(d, ".") && !strings.HasSuffix(d, "..") && domainFault(strings.TrimSuffix(d, ".")) == text{}:
		return text{"write it without the last dot: " + strings.TrimSuffix(d, "."), "请去掉末尾的点：" + strings.TrimSuffix(d, ".")}
	}
	return labelsFault(d)
}

// plainDomain is true for the domains nearly all are, and false for others and for what is none.
func plainDomain(d string) bool {
	from, digits, dots := 0, true, 0
	for i := 0; i <= len(d); i++ {
		if i < len(d) && d[i] != '.' {
			c := d[i]
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
				return false
			}
			digits = digits && c >= '0' && c <= '9'
			continue
		}
		if i == from || i-from > maxLabel || d[from] == '-' || d[i-1] == '-' {
			return false
		}
		if i == len(d) {
			break
		}
		from, digits, dots = i+1, true, dots+1
	}
	return dots > 0 && !digits && len(d) <= maxDomain
}

// labelsFault looks at each label.
func labelsFault(d string) text {
	labels := strings.Split(d, ".")
	wire := len(labels) - 1
	for i, label := range labels {
		n, fault := labelFault(label, i+1)
		if fault != (text{}) {
			return fault
		}
		wire += n
	}
	last := labels[len(labels)-1]
	switch {
	case len(labels) == 1:
		return text{"it has one part; write the whole domain, such as example.cn", "只有一级，请填写完整域名，如example.cn"}
	case strings.Trim(last, "0123456789") == "":
		return text{"it ends in a number: an IP address is no domain", "以数字结尾：IP地址不是域名"}
	case wire > maxDomain:
		return tooLong
	}
	return text{}
}

// labelFault gives the length on the wire of the label at a place, from 1, and what is wrong with it.
func labelFault(label string, place int) (wire int, fault text) {
	en, zh := "its part "+strconv.Itoa(place), "第"+strconv.Itoa(place)+"级"
	ascii := true
	for _, r := range label {
		ascii = ascii && r < utf8.RuneSelf
		if !inLabel(r) {
			return 0, text{
				en + " holds a character that no domain has; use lower-case letters, digits and hyphens",
				zh + "含有域名不能使用的字符，请使用小写字母、数字和连字符",
			}
		}
	}
	wire = len(label)
	if !ascii {
		wire = len(wireLabel(label))
	}
	switch {
	case label == "":
		return 0, text{"two dots stand side by side, or one at its beginning; every part has a letter or a digit", "含有连续的点或以点开头，每一级均须有字符"}
	case label[0] == '-' || label[len(label)-1] == '-':
		return 0, text{en + " begins or ends with a hyphen", zh + "以连字符开头或结尾"}
	case wire > maxLabel:
		return 0, text{en + " is longer than 63 bytes as registries write it", zh + "超过63字节（按注册局的写法）"}
	}
	return wire, text{}
}

// inLabel accepts what a label may hold.
func inLabel(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-'
	case r >= 0xf900 && r <= 0xfaff, r >= 0xfb00 && r <= 0xfdff, r >= 0xfe70 && r <= 0xffef, r >= 0x2f800 && r <= 0x2fa1f:
		return false // other widths and shapes of letters there are
	}
	return unicode.In(r, unicode.Ll, unicode.Lo, unicode.Lm, unicode.Mn, unicode.Mc, unicode.Nd)
}
