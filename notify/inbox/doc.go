// SPDX-License-Identifier: Apache-2.0

// Package inbox files notices as internal messages, which users read in the host's own
// pages.
//
// Most hosts call [New] with a [Store] of their own tables and give the [Sender] to delivery
// for notify.ChannelInbox; [NewMemory] is one to begin with. The duties of the store, in
// order:
//
//  1. Insert by key: the first item of a key stays, a repeat changes nothing and is no
//     error. That is what makes sending again harmless.
//  2. Show a receiver its own items only, by account and receiver id.
package inbox
