// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const dayOf = 24 * 3600

// Every duration is counted with the others of its hour or day, and none is taken for a longer one's.
func TestTallyBins(t *testing.T) {
	last := -1
	for s := int64(-5); s < 70*dayOf; s += 1800 {
		bin := binOf(s)
		require.GreaterOrEqual(t, bin, last)
		require.GreaterOrEqual(t, hoursOf(bin)*3600, s)
		step := int64(3600)
		if s > 60*dayOf {
			step = dayOf
		}
		require.Less(t, hoursOf(bin)*3600-step, max(s, 1))
		last = bin
	}
	assert.Equal(t, tallyBins-1, binOf(math.MaxInt64/2))
	assert.EqualValues(t, 24*mostDays, hoursOf(tallyBins-1))
}

// The numbers that decide how often a pair is drawn have the mean and the variance they should have.
func TestOncePoisson(t *testing.T) {
	var sum, squares int64
	for u := range 1 << 16 {
		k := int64(poisson(uint16(u)))
		sum += k
		squares += k * k
	}
	assert.InDelta(t, 1<<16, sum, 8)
	assert.InDelta(t, 2<<16, squares, 64)
}

// bounds gives the interval for n pairs, of which one in twelve takes longer under the new policy by a few days.
func bounds(seed uint64, n int, longer int64) Tail {
	b := bootstrap{seed: seed}
	for i := range n {
		old := int64(5*dayOf) + int64(scramble(uint64(i))%(20*dayOf))
		now := old
		if scramble(^uint64(i))%12 == 0 {
			now += longer
		}
		b.add(i, old, now)
	}
	return b.result()
}

func TestBootstrap(t *testing.T) {
	same := bounds(1, 3000, 0)
	assert.Equal(t, Tail{Percent: 95, Pairs: 3000, Old: same.Old, New: same.Old, Replicates: replicates}, same, "no difference is sure")
	assert.InDelta(t, 24, same.Old, 0.2)

	few, many := bounds(1, 500, 30*dayOf), bounds(1, 8000, 30*dayOf)
	for _, x := range []Tail{few, many} {
		assert.Greater(t, x.Difference, 1.0)
		assert.LessOrEqual(t, x.Low, x.Difference)
		assert.GreaterOrEqual(t, x.High, x.Difference)
		assert.Less(t, x.Low, x.High)
	}
	assert.Greater(t, few.High-few.Low, 1.5*(many.High-many.Low), "more filings say more")
	assert.Equal(t, many, bounds(1, 8000, 30*dayOf), "the same seed, the same interval")
	assert.NotEqual(t, few.Low, few.High)
	assert.Equal(t, Tail{Percent: 95}, (&bootstrap{}).result())
}

// What the interval promises: of many samples, nearly all intervals hold the value of the whole population.
func TestBootstrapCovers(t *testing.T) {
	whole := bounds(1, 200_000, 30*dayOf).Difference
	held := 0
	for sample := range 100 {
		b := bootstrap{seed: uint64(sample)}
		for i := range 800 {
			at := uint64(sample*1_000_003 + i*7)
			old := int64(5*dayOf) + int64(scramble(at)%(20*dayOf))
			now := old
			if scramble(^at)%12 == 0 {
				now += 30 * dayOf
			}
			b.add(i, old, now)
		}
		if r := b.result(); r.Low <= whole && whole <= r.High {
			held++
		}
	}
	assert.GreaterOrEqual(t, held, 88)
	assert.Less(t, held, 100, "an interval that is never wrong says nothing")
}

// The order in which pairs come does not matter.
func TestBootstrapInAnyOrder(t *testing.T) {
	forth, back := bootstrap{seed: 7}, bootstrap{seed: 7}
	for i := range 400 {
		forth.add(i, int64(i)*3600, int64(i)*7200)
		back.add(399-i, int64(399-i)*3600, int64(399-i)*7200)
	}
	assert.Equal(t, forth.result(), back.result())
}
