// SPDX-License-Identifier: Apache-2.0

package fsm

// names finds the place of a name in a list, as a map would, with less work: facts are looked up in every decision.
// Names have slots by a hash of their length and four of their bytes; one whose slot is taken stands in the next free
// one. The hash only says where to begin: a name is found when it is equal.
type names struct {
	list  []string
	slots []uint16 // place + 1; 0: free. Their number is a power of two, and half of them at least are free.
}

func newNames(list []string) names {
	n := names{list: list}
	size := 4
	for size < 2*len(list) {
		size *= 2
	}
	n.slots = make([]uint16, size)
	for place, name := range list {
		if _, known := n.place(name); known {
			continue
		}
		i := n.begin(name)
		for n.slots[i] != 0 {
			i = (i + 1) & (uint32(size) - 1)
		}
		n.slots[i] = uint16(place + 1)
	}
	return n
}

// begin is the slot in which the search for a name begins.
func (n *names) begin(s string) uint32 {
	h := uint32(len(s))
	if k := len(s); k > 0 {
		h = h<<6 ^ uint32(s[0]) ^ uint32(s[k/3])<<7 ^ uint32(s[k/2])<<14 ^ uint32(s[k-1])<<21
	}
	h *= 0x9E3779B1
	return (h ^ h>>15) & uint32(len(n.slots)-1)
}

// place finds a name.
func (n *names) place(s string) (int, bool) {
	for i := n.begin(s); ; i = (i + 1) & uint32(len(n.slots)-1) {
		p := int(n.slots[i])
		if p == 0 {
			return 0, false
		}
		if n.list[p-1] == s {
			return p - 1, true
		}
	}
}
