// SPDX-License-Identifier: Apache-2.0

// Package fault names what can go wrong around a simulated filing, and how often it shall.
//
// Most readers want [Default]: the [Profile] of a run that leaves nothing out.
//
//	o.Faults = fault.Default().With(fault.Duplicate, 500)
//
// # The caller's duties, in order
//
//  1. Take a Profile: the zero one has no faults, [Default] has all of them, [Parse] reads what a person wrote.
//  2. Give it to the simulator. Faults are drawn by keys of their own, so turning one on changes no other draw.
//  3. Read how many were injected in the report: each [Kind] is listed, also with zero.
//
// A fault is no defect of what is tested: networks lose callbacks, hosts crash, clocks stand wrong. What is tested has to
// bear it, and to be whole again once it is over.
package fault
