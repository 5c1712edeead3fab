// SPDX-License-Identifier: Apache-2.0

// Package smtpfault is a real SMTP server inside a test, that fails as told.
//
// Most tests call [Start] with a [Config], point their sender at [Server.Host] and
// [Server.Port], plan failures with [Server.Next] and look at [Server.Mails]. It is a module
// of its own, so that the server library it stands on enters nobody's build.
//
// What the caller does, in order: start it, trust [Server.Roots], close it. It listens on a
// free port of the loopback interface only.
package smtpfault
