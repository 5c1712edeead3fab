// SPDX-License-Identifier: Apache-2.0

package station

import "slices"

// queue is a binary heap of those who wait: the smallest key first, then who came first.
type queue []*Job

func (q queue) less(i, j int) bool {
	a, b := q[i], q[j]
	if a.key != b.key {
		return a.key < b.key
	}
	return a.seq < b.seq
}

func (q *queue) push(j *Job) {
	*q = append(*q, j)
	q.up(len(*q) - 1)
}

func (q *queue) pop() *Job {
	j := (*q)[0]
	q.removeAt(0)
	return j
}

// remove takes a job out wherever it stands; seldom needed, so it may look through the whole line.
func (q *queue) remove(j *Job) { q.removeAt(slices.Index(*q, j)) }

func (q *queue) removeAt(i int) {
	h := *q
	last := len(h) - 1
	h[i] = h[last]
	h[last] = nil
	*q = h[:last]
	if i < last {
		q.down(i)
		q.up(i)
	}
}

func (q queue) up(i int) {
	for i > 0 && q.less(i, (i-1)/2) {
		q[i], q[(i-1)/2] = q[(i-1)/2], q[i]
		i = (i - 1) / 2
	}
}

func (q queue) down(i int) {
	for {
		least := i
		for _, child := range [...]int{2*i + 1, 2*i + 2} {
			if child < len(q) && q.less(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		q[i], q[least] = q[least], q[i]
		i = least
	}
}
