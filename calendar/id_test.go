// SPDX-License-Identifier: Apache-2.0

package calendar

// builtInID is the ID of the calendar as it ships. A new notice changes it; a change without a new notice is a
// correction that the change log must tell hosts about.
const builtInID = "cn-d79ce3b42e149381c780d3b1"
