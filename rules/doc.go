// SPDX-License-Identifier: Apache-2.0

// Package rules judges filings by policies: dated, sourced rows of data over closed facts.
//
// Most readers want [Policy.Judge]: which value a decision has for a case on a day, and which rule says so.
// The shipped policy is in rules/builtin, the reader of policy folders in rules/yaml.
//
// A caller does this, in order:
//
//  1. take a policy ([Load], or the shipped one) and look up its facts and decisions once, by name;
//  2. fill a [Case] with what is known, by handle ([Case.Set]) or from text ([Policy.Case]);
//  3. judge with the date the decision is bound to ([Decision.Binding]), never with "today" by habit;
//  4. keep the verdict: value, rule and policy digest say later what was judged, and by what.
//
// A policy never changes. [Policy.With] and [Policy.Without] give changed copies with digests of their own. All
// dates are civil dates in China (UTC+8). The package reads no file, no clock and no environment.
package rules
