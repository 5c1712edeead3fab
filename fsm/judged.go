// SPDX-License-Identifier: Apache-2.0

package fsm

// judgedPlaces says of every decision where its recorded answer stands in the lists of Filing.judged, so that guards
// need not search them: 0 is not judged, else 1 + 64 × binding + place in the list. It is made whenever a list is
// replaced and holds nothing that the lists do not say.
type judgedPlaces [numDecisions]uint8

// farPlace stands for an answer beyond what fits: it is searched by name.
const (
	listRoom = 64
	farPlace = 0xff
)

// index notes anew where the answers stand, after the lists of a binding and those behind it have changed; known says that
// some of these were there before. Of two answers to one decision the first counts, as in [Filing.Verdict].
func (f *Filing) index(from int, known bool) {
	far := f.far()
	if known || far {
		for d := range f.places {
			if at := f.places[d]; at == farPlace || int(at) > from*listRoom {
				f.places[d] = 0
			}
		}
	}
	if far {
		from = 0
	}
	for b := from; b < len(f.judged); b++ {
		list := f.judged[b]
		if len(list) == 0 {
			continue
		}
		shape := shapeOf(b, list)
		if shape == nil {
			f.indexNames(b)
		}
		for i, d := range shape {
			if at := &f.places[d]; *at == 0 {
				*at = uint8(1 + b*listRoom + i)
			}
		}
	}
}

// indexNames notes where the answers of one list stand, name by name.
func (f *Filing) indexNames(b int) {
	guess := decision(0)
	for i := range f.judged[b] {
		d, ok := decisionNamed(f.judged[b][i].Decision, guess)
		if !ok {
			continue
		}
		guess = d + 1
		switch at := &f.places[d]; {
		case *at != 0:
		case i < listRoom:
			*at = uint8(1 + b*listRoom + i)
		default:
			*at = farPlace
		}
	}
}

// far reports whether some list is longer than the places can say.
func (f *Filing) far() bool {
	for _, list := range f.judged {
		if len(list) > listRoom {
			return true
		}
	}
	return false
}

// answered is the recorded answer of a decision, nil if it was not judged yet.
func (f *Filing) answered(d decision) *Verdict {
	switch at := f.places[d]; at {
	case 0:
		return nil
	case farPlace:
		v, _ := f.Verdict(decisionNames[d])
		return &v
	default:
		return &f.judged[(at-1)/listRoom][(at-1)%listRoom]
	}
}

// recorded is the text of that answer, empty if it was not judged yet.
func (f *Filing) recorded(d decision) string {
	if v := f.answered(d); v != nil {
		return v.Value
	}
	return ""
}
