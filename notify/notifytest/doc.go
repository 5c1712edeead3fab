// SPDX-License-Identifier: Apache-2.0

// Package notifytest is for tests of what sends and what delivers.
//
// Most tests hand a [Recorder] to delivery in the place of each channel and look at what
// it recorded.
package notifytest
