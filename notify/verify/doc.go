// SPDX-License-Identifier: Apache-2.0

// Package verify lets a contact confirm an e-mail address by a link, and a phone by a code.
//
// Most hosts make one [Service] with [New], give its Proof to deliver.Config and mount it as
// the http.Handler of [Config.URL]. The duties of the host, in order:
//
//  1. Keep grants in a [Store] of its own; [NewMemory] loses the open links at a restart.
//  2. Do what [Config.Verify] is asked: decide notify.VerifyContact on the account's book and
//     append the events. Asked twice it must be content.
//  3. Where contacts have phones, set Config.CodeKey, ask for the code on a page of the host's own
//     and pass it to [Service.ConfirmCode].
//  4. Keep the address of requests out of access logs, or at least their query: it holds the
//     token.
//
// A token is 256 random bits. Only its hash is stored, bound to account, contact, version and
// channel; it works once and for a time. Mail scanners fetch every link, so GET and HEAD
// show a page and change nothing; only its button, a POST, verifies. Whatever is wrong with
// a token, the answer is the same. How much is sent is limited for each contact, and for each address where there is a
// [Config.Directory]. Limits are kept in memory: of several processes each has its own.
package verify
