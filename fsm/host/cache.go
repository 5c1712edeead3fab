// SPDX-License-Identifier: Apache-2.0

package host

import (
	"container/list"
	"slices"
	"sync"

	"github.com/icpfiling/icp/fsm"
)

// cache keeps the subjects that were used last, each with the version it stands at. It is only ever a guess: the
// expected version of the next append says whether another process went on meanwhile.
//
// A subject is taken out while it is in use, so that no two commands and no caller share memory with one that is kept.
type cache struct {
	mu     sync.Mutex
	room   int
	places map[string]*list.Element
	recent list.List // of *fsm.Subject, the one used last in front
}

func newCache(room int) *cache { return &cache{room: room, places: map[string]*list.Element{}} }

// take gives a subject and keeps it no longer; nil if it is not here.
func (c *cache) take(id string) *fsm.Subject {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.places[id]
	if e == nil {
		return nil
	}
	delete(c.places, id)
	return c.recent.Remove(e).(*fsm.Subject)
}

// put keeps a subject, unless a later version of it is here already. Its slices are the cache's own from then on.
func (c *cache) put(s *fsm.Subject) {
	if c.room <= 0 || s.Version == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.places[s.ID]; e != nil {
		if e.Value.(*fsm.Subject).Version <= s.Version {
			e.Value = s
		}
		c.recent.MoveToFront(e)
		return
	}
	c.places[s.ID] = c.recent.PushFront(s)
	for c.recent.Len() > c.room {
		oldest := c.recent.Remove(c.recent.Back()).(*fsm.Subject)
		delete(c.places, oldest.ID)
	}
}

// detach gives a subject slices that nobody else can write through.
func detach(s *fsm.Subject) {
	f := &s.Filing
	f.Targets, f.Changed, f.Attached = slices.Clone(f.Targets), slices.Clone(f.Changed), slices.Clone(f.Attached)
	f.Derived = slices.Clone(f.Derived)
	for i := range f.Targets {
		f.Targets[i].Domains = slices.Clone(f.Targets[i].Domains)
	}
	if s.Record == nil {
		return
	}
	r := *s.Record
	r.Websites = slices.Clone(r.Websites)
	r.Periods = periodsOf(r.Periods)
	for i := range r.Websites {
		w := &r.Websites[i]
		w.Periods = periodsOf(w.Periods)
		w.Domains, w.Accesses = slices.Clone(w.Domains), slices.Clone(w.Accesses)
	}
	s.Record = &r
}
