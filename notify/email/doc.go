// SPDX-License-Identifier: Apache-2.0

// Package email sends notices by SMTP.
//
// Most hosts call [New] once and give the [Sender] to delivery for notify.ChannelEmail. The
// duties of the host, in order:
//
//  1. Name a server that takes mail for the sender address, and keep the password out of
//     logs: a printed [Config] does not show it.
//  2. Leave TLS on. Without it nothing but a server on the same machine should be used, and
//     a password is refused.
//  3. Watch delivery's report for stopped channels: a wrong password, a certificate that does
//     not fit or a refused sender stops the channel until it is put right, and no message is
//     lost meanwhile.
//
// Each message goes to one receiver over a connection of its own. Its Message-ID is the
// message's key, so that a server or mailbox that has seen it can tell when an attempt whose
// outcome was not known is repeated.
package email
