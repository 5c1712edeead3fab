// SPDX-License-Identifier: Apache-2.0

// Package sms sends notices as text messages to mainland mobile numbers.
//
// Most hosts call [New] with a [Gateway] and give the [Sender] to delivery for
// notify.ChannelSMS. [HTTP] is a gateway over a small JSON protocol; who uses a provider's
// own interface implements [Gateway], with its templates and signatures. The duties of a
// gateway, in order:
//
//  1. Submit hands a message over. A provider that did not answer in time gives an unknown
//     outcome, never a second submission.
//  2. Receipt says what became of a key. Providers do not recognise a repeat, so delivery
//     asks before it submits again.
//
// A text message carries words and codes, no links: providers refuse them.
package sms
