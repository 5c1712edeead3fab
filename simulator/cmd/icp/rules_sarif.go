// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 that a list of findings needs.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	Message             sarifMessage      `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	ID               int           `json:"id,omitempty"`
	PhysicalLocation sarifPhysical `json:"physicalLocation"`
	Message          *sarifMessage `json:"message,omitempty"`
}

type sarifPhysical struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndColumn   int `json:"endColumn,omitempty"`
}

// newSARIF makes a SARIF log. Every kind of finding is a rule of its own; a fingerprint names what is wrong, not the line.
func newSARIF(version string, found []issue) sarifLog {
	driver := sarifDriver{Name: "icp rules check", Version: version, InformationURI: "https://github.com/icpfiling/icp", Rules: []sarifRule{}}
	results := []sarifResult{}
	for _, i := range found {
		at := slices.IndexFunc(driver.Rules, func(r sarifRule) bool { return r.ID == i.ID })
		if at < 0 {
			at = len(driver.Rules)
			driver.Rules = append(driver.Rules, sarifRule{ID: i.ID})
		}
		text := i.Message + i.hint(&app{lang: "en"})
		if len(i.Cases) > 0 {
			text += ": " + strings.Join(i.Cases, "; ")
		}
		sum := sha256.Sum256([]byte(strings.Join([]string{i.ID, i.Rule, i.File, i.Message, strings.Join(i.Cases, "|")}, "\x00")))
		r := sarifResult{
			RuleID: i.ID, RuleIndex: at, Level: i.Severity, Message: sarifMessage{text},
			Locations:           []sarifLocation{{PhysicalLocation: physical(i.File, i.Line, i.Column, i.EndColumn)}},
			PartialFingerprints: map[string]string{"icpFinding/v1": hex.EncodeToString(sum[:16])},
		}
		for k, rel := range i.Related {
			r.RelatedLocations = append(r.RelatedLocations, sarifLocation{
				ID: k + 1, PhysicalLocation: physical(rel.File, rel.Line, rel.Column, 0), Message: &sarifMessage{"the other rule"},
			})
		}
		results = append(results, r)
	}
	return sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{Tool: sarifTool{driver}, ColumnKind: "unicodeCodePoints", Results: results}},
	}
}

func physical(file string, line, col, end int) sarifPhysical {
	if end <= col {
		end = 0
	}
	return sarifPhysical{sarifArtifact{(&url.URL{Path: file}).String()}, sarifRegion{max(line, 1), max(col, 1), end}}
}
