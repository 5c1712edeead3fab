// SPDX-License-Identifier: Apache-2.0

// Package report shows what a simulation found: in a terminal, as JUnit XML for a build server, and as one HTML file
// that needs nothing else.
//
// Most readers want [Page]: fill it in and call [Page.Text], [Page.JUnit] or [Page.HTML].
//
//	var figures report.Figures
//	o.Each = func(f outcome.Filing) error { figures.See(&f); return nil }
//	r, err := simulator.Run(ctx, o)
//	page := report.Page{Report: r, Figures: &figures, Policy: o.Policy, Properties: o.Properties}
//	err = page.HTML(w)
//
// # The caller's duties, in order
//
//  1. Give [Figures.See] every filing of the run, or [Figures.Merge] the figures of its parts: outcomes, coverage
//     and violations come from the Report, stages and deadlines from the Figures.
//  2. Tell the story of a filing for each property that was broken (Case.Replay after Case.Shrink, or simulator.Tell), in
//     the language of the page.
//  3. Write the output to a place of its own: it is whole, not a part of a page.
//
// # What the outputs promise
//
// The same Page gives the same bytes, on any machine: there is no clock and no floating point in them. The size hangs on
// the number of provinces, stages, rules and stories, never on the number of filings. The HTML asks for nothing from
// anywhere, runs no script, reads well in light and dark and on paper, and has a table beside every chart.
package report
