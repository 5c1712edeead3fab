// SPDX-License-Identifier: Apache-2.0

package main

// notice2027 is made up: when this was written, the State Council had published nothing for 2027. Load the real one
// when it is there, from the text of the notice or with "icp calendar import".
const notice2027 = `{
  "format": "icp-calendar-notice/1", "year": 2027, "number": "测试〔2026〕1号", "signed": "2026-11-01", "published": "2026-11-01",
  "festivals": [
    {"name": "元旦", "off": ["2027-01-01..2027-01-03"], "statutory": ["2027-01-01"]},
    {"name": "春节", "off": ["2027-02-05..2027-02-11"], "statutory": ["2027-02-05..2027-02-08"], "work": ["2027-01-31", "2027-02-13"]},
    {"name": "清明节", "off": ["2027-04-03..2027-04-05"], "statutory": ["2027-04-05"]},
    {"name": "劳动节", "off": ["2027-05-01..2027-05-05"], "statutory": ["2027-05-01..2027-05-02"], "work": ["2027-05-08"]},
    {"name": "端午节", "off": ["2027-06-09"], "statutory": ["2027-06-09"]},
    {"name": "中秋节", "off": ["2027-09-15"], "statutory": ["2027-09-15"]},
    {"name": "国庆节", "off": ["2027-10-01..2027-10-07"], "statutory": ["2027-10-01..2027-10-03"], "work": ["2027-09-25", "2027-10-09"]}
  ]
}`
