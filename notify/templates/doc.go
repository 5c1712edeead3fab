// SPDX-License-Identifier: Apache-2.0

// Package templates words notices in English and Chinese.
//
// Delivery calls [Set.Render]; a host meets the package when it wants other words:
// [Builtin] and then [Set.With]. The duties of who brings texts, in order:
//
//  1. Write Go text/template definitions named topic.subject, topic.body and, where a text
//     message should differ from the body, topic.sms; for a topic of your own the first two
//     in both languages.
//  2. Give them to With, which parses them, renders every topic, language and channel on
//     samples with and without a deadline, and refuses what does not come out clean. After
//     that a text cannot fail on a notice that is valid.
//
// Mails also carry the text as a page, made by html/template, which escapes all it shows:
// [Set.HTML], with [Set.WithHTML] for a page of your own.
//
// A text sees [Data] and nothing else: no names, addresses or other personal data. What a
// notice holds is plain printable ASCII without quotes or angle brackets, so that no header
// or markup can be made of it; a subject is one line, whatever the template says.
package templates
