// SPDX-License-Identifier: Apache-2.0

package shard

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/icpfiling/icp/simulator/binlog"
)

// File is what one shard of a run found.
type File struct {
	// Run names the whole run; its Own and Words are left out.
	Run binlog.Header `json:"run"`
	// Release is a digest of what the release that simulated knows; another one gives other bytes.
	Release string `json:"release"`
	// Only names the invariants that were asked, if not all were.
	Only []string `json:"only,omitempty"`
	// First is the number of the first filing, Last that of the one after the last.
	First int `json:"first"`
	Last  int `json:"last"`
	// Counts are figures that add up place by place, by name.
	Counts map[string][]int64 `json:"counts"`
	// Chunks are the digests of the chunks, in hexadecimal.
	Chunks []string `json:"chunks"`
	// Violations are the first ones and the first of each invariant, in the order of the filings.
	Violations []json.RawMessage `json:"violations,omitempty"`
	// Extra is what the caller keeps beside it. Merge does not join it.
	Extra json.RawMessage `json:"extra,omitempty"`
}

// Version is the version of the form of a file.
const Version = 1

const (
	format    = "icp-simulation-shard"
	mostBytes = 256 << 20 // a billion filings in one shard need 20 MB
)

// envelope is what stands in a file: the content and its digest, so that a file that was cut or changed is found.
type envelope struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	SHA256  string          `json:"sha256"`
	Content json.RawMessage `json:"content"`
}

// Append appends the file's bytes: JSON, the same for the same shard.
func (f *File) Append(dst []byte) []byte {
	content, err := json.Marshal(f)
	if err != nil {
		panic("shard: a file is always JSON: " + err.Error())
	}
	sum := sha256.Sum256(content)
	dst = fmt.Appendf(dst, `{"format":%q,"version":%d,"sha256":"%x","content":`, format, Version, sum)
	return append(append(dst, content...), '}', '\n')
}

// FormatError (SIM-061) says that a file is no shard, or one that cannot be read.
type FormatError struct{ What, Next string }

// Error says what is wrong and what to do.
func (e *FormatError) Error() string { return "SIM-061: " + e.What + "; " + e.Next }

const (
	notAShard = "give a file that icp sim run --shard wrote"
	again     = "simulate the shard again"
)

// Read reads the file of a shard. What is none is a *[FormatError]; an error of r comes back as it is.
func Read(r io.Reader) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > mostBytes:
		return nil, &FormatError{"it is larger than any shard", notAShard}
	case len(data) == 0:
		return nil, &FormatError{"it is empty", again}
	}
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil {
		if bytes.HasPrefix(data, []byte(`{"format":"`+format)) {
			return nil, &FormatError{fmt.Sprintf("it ends too early or was changed, after %d bytes", len(data)), again}
		}
		return nil, &FormatError{"it is no shard of a simulation", notAShard}
	}
	sum := sha256.Sum256(e.Content)
	switch {
	case e.Format != format:
		return nil, &FormatError{"it is no shard of a simulation", notAShard}
	case e.Version != Version:
		return nil, &FormatError{fmt.Sprintf("its form is version %d, this release reads version %d", e.Version, Version), "merge it with the release that wrote it"}
	case hex.EncodeToString(sum[:]) != e.SHA256:
		return nil, &FormatError{"it was changed: its digest differs", again}
	}
	f := &File{}
	dec := json.NewDecoder(bytes.NewReader(e.Content))
	dec.DisallowUnknownFields()
	if err := dec.Decode(f); err != nil {
		return nil, &FormatError{"its content cannot be read: " + err.Error(), again}
	}
	if what := f.fault(); what != "" {
		return nil, &FormatError{what, again}
	}
	return f, nil
}

// fault finds what does not fit together.
func (f *File) fault() string {
	n := f.Run.Filings
	switch {
	case n < 1 || f.First < 0 || f.Last < f.First || f.Last > n:
		return fmt.Sprintf("it holds filings %d to %d of %d", f.First, f.Last, n)
	case f.First%binlog.FilingsPerChunk != 0 && f.First != n, f.Last%binlog.FilingsPerChunk != 0 && f.Last != n:
		return "it does not hold whole chunks"
	case len(f.Chunks) != (f.Last-f.First+binlog.FilingsPerChunk-1)/binlog.FilingsPerChunk:
		return fmt.Sprintf("it has %d chunks for filings %d to %d", len(f.Chunks), f.First, f.Last)
	}
	for _, c := range f.Chunks {
		if _, err := hex.DecodeString(c); err != nil || len(c) != 2*sha256.Size {
			return "the digest of a chunk is none"
		}
	}
	return ""
}
