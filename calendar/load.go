// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"errors"
	"slices"
)

// File is one notice to load: the bytes of a file, and what its format cannot say.
type File struct {
	Name string // named in errors
	Data []byte // our notice format, or a year of holiday-cn; at most 1 MiB

	// For holiday-cn only, whose files do not say when and under which number a notice was published.
	Published Date   // required
	Number    string // "" takes the address of the notice at gov.cn that the file gives
}

// Load gives base with further notices; a nil base holds none. The format of each file is found by its fields:
// ours ("icp-calendar-notice/1", one notice a file, as in the data folder of this package) or a year of
// holiday-cn. Files may come in any order.
//
// Nothing is loaded unless everything is sound: days exist and belong to the notice's year or the December
// before, make-up days are Saturdays or Sundays, no day is listed twice, the year has a number of business days
// that years have, a year has one annual notice, an amendment follows the notice it amends. The error joins an
// [*InputError] for each problem, at most 20 a file. A notice that base holds already, with the same content, is
// no problem and changes nothing.
func Load(base *Calendar, files ...File) (*Calendar, error) {
	var fresh []*notice
	var errs []error
	for _, f := range files {
		n, err := parse(f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		fresh = append(fresh, n)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	lib := base.library()
	old := lib.notices
	if base != nil {
		old = old[:base.upTo]
	}
	all := slices.Clone(old)
	for i, n := range fresh {
		known, err := find(all, n, files[i].Name)
		if err != nil {
			errs = append(errs, err)
		}
		if !known && err == nil {
			all = append(all, n)
		}
	}
	sortNotices(all)
	errs = append(errs, checkNotices(all, files, fresh)...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if err := checkSize(all, lib.layers); err != nil {
		return nil, err
	}
	return newLibrary(lib.name, all, lib.layers).all(), nil
}

// find reports whether all holds n already; another notice with its number, or its year, is an error.
func find(all []*notice, n *notice, file string) (bool, error) {
	for _, o := range all {
		if o.Number == n.Number && o.Year == n.Year {
			if o.Notice == n.Notice && slices.Equal(o.marks, n.marks) {
				return true, nil
			}
			return false, inFile(file, codeLoaded, same(n.Number),
				wording{"is loaded already with other content", "已载入，但内容不同"},
				wording{`an amendment has its own number and names this one in "amends"`, `修订通知须有自己的文号，并在 "amends" 中写明所修订的文号`})
		}
		if o.Number == n.Number {
			return false, inFile(file, codeLoaded, same(n.Number),
				say("is the number of the notice for %d", "是 %d 年通知的文号", o.Year),
				wording{"give each notice its own number", "请为每份通知写各自的文号"})
		}
		if o.Year == n.Year && o.Amends == "" && n.Amends == "" {
			return false, inFile(file, codeLoaded, same(n.Number),
				say("is a second annual notice for its year, which %s arranges", "是该年度的第二份通知，该年度已由 %s 安排", o.Number),
				say(`an amendment names %s in "amends"`, `如为修订，请在 "amends" 中写明 %s`, o.Number))
		}
	}
	return false, nil
}
