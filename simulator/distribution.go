// SPDX-License-Identifier: Apache-2.0

package simulator

import "math/bits"

// durations is an inverse distribution function: equally likely stretches between neighbouring knots, in minutes,
// with straight lines between them. Integers only.
type durations []int64

func (t durations) at(draw uint64) int64 {
	piece, part := bits.Mul64(draw, uint64(len(t)-1))
	low, high := t[piece], t[piece+1]
	up, _ := bits.Mul64(part, uint64(high-low))
	return low + int64(up)
}

// Durations in minutes. Working time counts the nine hours of a business day; the others are minutes of the clock.
// Their shapes are assumptions, see assumptions.
var (
	// platformTime is working time of one review step: half a day to a day, few beyond three.
	platformTime = durations{30, 120, 180, 240, 270, 300, 340, 380, 420, 460, 490, 510, 525, 540, 700, 1080, 2400}
	// handOverTime is working time from the last pass to the submission.
	handOverTime = durations{20, 60, 120, 200, 280, 360, 420, 480, 530, 620, 1500}
	// authorityDays is in whole business days: three to twenty, seven on average.
	authorityDays = durations{3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 11, 13, 16, 21}
	// applicantTime is minutes of the clock until somebody on the applicant's side acts.
	applicantTime = durations{10, 60, 180, 420, 900, 1440, 2160, 2880, 4320, 7200, 14400}
	// forgetting is minutes of the clock until somebody comes back to what was left alone: one month to nine.
	forgetting = durations{43_200, 57_600, 72_000, 100_800, 172_800, 259_200, 388_800}
	// pause is between two actions in one sitting.
	pause = durations{1, 2, 3, 5, 8, 15, 40}
	// postTime is minutes of the clock until the originals are posted, mailRoomTime working time until they are entered.
	postTime     = durations{300, 1440, 2880, 5760}
	mailRoomTime = durations{540, 700, 900, 1080, 1300}
	// smsTime is minutes of the clock until a code is answered.
	smsTime = durations{4, 8, 15, 30, 60, 150, 400, 900, 1380}
	// claimDelay is minutes an outbox row waits when delivery is down.
	claimDelay = durations{30, 120, 600, 1440, 4320}
	// reportDelay is minutes a decision takes to reach the platform when it comes late.
	reportDelay = durations{60, 360, 720, 1440, 2880}
)

// weighted picks by weight: each entry holds the sum of the weights up to and with it.
type weighted []int

// mostWeights is the most entries there are: a pick that is bent keeps what became of each.
const mostWeights = 32

func weights(list ...int) weighted {
	sums := make(weighted, len(list))
	sum := 0
	for i, w := range list {
		sum += w
		sums[i] = sum
	}
	return sums
}

func (w weighted) pick(d *draws, p purpose, occurrence int) int {
	if d.mode != realistic {
		return w.bent(d, p, occurrence)
	}
	x := d.below(p, occurrence, w[len(w)-1])
	for i, sum := range w {
		if x < sum {
			return i
		}
	}
	return len(w) - 1
}
