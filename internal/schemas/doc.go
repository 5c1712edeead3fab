// SPDX-License-Identifier: Apache-2.0

// Package schemas holds what icp writes against the schemas others read it by: SARIF and OCEL against their own, policy files
// against the schema that editors are given. It is a module of its own for the sake of the validator.
package schemas
