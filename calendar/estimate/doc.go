// SPDX-License-Identifier: Apache-2.0

// Package estimate guesses the business days of years whose notice is not published yet.
//
// Most readers want [Extend], which puts guessed years behind a calendar's last published one:
//
//	guess, err := estimate.Extend(calendar.China(), 2028)
//
// The caller's duties, in order:
//
//  1. Keep the guess apart from the calendar that decides. Every guessed day, and every deadline that counts one,
//     has the status calendar.Estimated; show it as a guess, never act on it as on a deadline.
//  2. Extend anew when a notice is loaded. A notice replaces the guess for its year by itself, too.
//
// The guess follows the statute on festivals as revised on 2024-11-10 (13 days), and the arrangement that the
// notice for 2025 announced as lasting: eight days from Lunar New Year's Eve, seven for National Day or eight with
// Mid-Autumn, five for Labour Day, three for the others or one on a Wednesday. Make-up days go to the nearest
// weekends. What the State Council will decide nobody knows; the rules were read off the same years that they
// are measured on, so the future may be worse than this table.
//
// Guessed from the statute of each year, against what was decided for 2008 to 2026, for starts on every day:
//
//	business days added   exact     within 3 days   earliest   latest (days)
//	5                     97.6 %    99.9 %          -9         +8
//	20                    96.2 %    99.7 %          -9         +8
//	60                    94.7 %    99.1 %          -9         +8
package estimate
