// SPDX-License-Identifier: Apache-2.0

// Package webhook posts notices to an address of the account's owner, signed as Standard
// Webhooks 1.0 says.
//
// Most hosts call [New] and give the [Sender] to delivery for notify.ChannelWebhook; who
// receives calls [Verify]. Owners with a webhook in the directory are told there what they are
// told as owners, whatever channels they chose; contacts, and persons named in a filing of
// 2018, are not. The duties of the host, in order:
//
//  1. Keep the owner's address in the directory and its secrets where [Config.Secrets] finds
//     them. To rotate a secret give the new one and the old one for a while: the message is
//     signed with both.
//  2. Leave the address guard on. An address comes from outside; the guard looks at what it
//     resolved to at the moment of connecting and refuses everything that is not public, and
//     redirects are never followed.
//
// Only an answer of 2xx means delivered. The webhook-id is the message's key, the same for
// every attempt, so that the receiver can tell a repeat.
package webhook
