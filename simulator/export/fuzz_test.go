// SPDX-License-Identifier: Apache-2.0

package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/icpfiling/icp/simulator/binlog"
)

// FuzzWrite exports whatever is a log: what comes out is whole in its form, or there is an error.
func FuzzWrite(f *testing.F) {
	lines := bytes.SplitAfter(simulated(f, 1, false), []byte("\n"))
	f.Add(bytes.Join(lines[:min(12, len(lines))], nil))
	f.Add([]byte(`{"n":0,"type":"refused","schema":1,"data":{"command":"=\u0000\"<","at":1522807200000000,"codes":["a","b,\n"]}}` + "\n"))
	f.Add([]byte(`{"n":3,"type":"delivery","schema":1,"data":{"key":"s/1/0/p/sms","at":-1}}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range []Format{CSV, XES, OCEL} {
			r, err := binlog.NewReader(bytes.NewReader(data))
			if err != nil {
				return
			}
			var b strings.Builder
			if _, err := Write(&b, r.All(), Options{Format: format, Include: All}); err != nil {
				return
			}
			switch format {
			case CSV:
				_, err = csv.NewReader(strings.NewReader(b.String())).ReadAll()
			case XES:
				err = wellFormed(b.String())
			case OCEL:
				err = json.Unmarshal([]byte(b.String()), new(any))
			}
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
		}
	})
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
