// SPDX-License-Identifier: Apache-2.0

package yaml_test

import (
	"fmt"
	"testing/fstest"

	"github.com/icpfiling/icp/rules/yaml"
)

// A folder is read as a whole, and everything wrong with it comes at once, each with its place.
func ExampleRead() {
	folder := fstest.MapFS{
		"facts.yaml": {Data: []byte(`policy: v1
name: tiny
starts: 2018-04-04
facts:
  region:
    about: { en: "The province.", zh: "省份。" }
    values: { beijing: { en: Beijing, zh: 北京 }, shanghai: { en: Shanghai, zh: 上海 } }
decisions:
  sms:
    about: { en: "Is an SMS code answered?", zh: "是否短信核验？" }
    values: [required, not_required]
    binding: submit
`)},
		"national.yaml": {Data: []byte(`policy: v1
layer: national
rules:
  - id: sms-everywhere
    when: { region: [beijing, shanghia] }
    decide: { sms: requird }
    confidence: seed
    from: 2018-04-04
    why: { en: "Everybody answers.", zh: "均须核验。" }
    source: [{ id: S0-1, says: "an SMS code is answered" }]
`)},
	}
	_, err := yaml.Read(folder)
	fmt.Println(err)
	// Output:
	// RUL-011: the policy folder cannot be read:
	// national.yaml:5:31: error: "shanghia" is not a value of region [unknown-value] (did you mean "shanghai"?)
	// national.yaml:6:20: error: "requird" is not a value of sms [unknown-value] (did you mean "required"?)
}
