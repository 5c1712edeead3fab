// SPDX-License-Identifier: Apache-2.0

package capacity

import "math/big"

// mser5 gives how many of a series to leave out at its beginning: the number, in fives, for which the mean of the rest is
// known best (White's MSER-5). It looks at the first half only. Whole numbers, so that it is the same everywhere.
func mser5(series []int64) int {
	n := len(series) / 5
	sums := make([]int64, n)
	for i := range sums {
		for _, x := range series[5*i : 5*i+5] {
			sums[i] += x
		}
	}
	// Of the last m batches: (m Σy² - (Σy)²) / m³ is the squared width of the mean, but for a constant.
	best, at := new(big.Int), -1
	var bestCube, sum, squares, x, y big.Int
	for i := n - 1; i >= 0; i-- {
		v := x.SetInt64(sums[i])
		sum.Add(&sum, v)
		squares.Add(&squares, y.Mul(v, v))
		m := int64(n - i)
		if i > n/2 || m < 2 {
			continue
		}
		width := new(big.Int).Mul(&squares, big.NewInt(m))
		width.Sub(width, y.Mul(&sum, &sum))
		cube := y.SetInt64(m)
		cube.Mul(cube, big.NewInt(m)).Mul(cube, big.NewInt(m))
		// width/cube <= best/bestCube, the shorter warm-up where they are equal
		if at < 0 || new(big.Int).Mul(width, &bestCube).Cmp(new(big.Int).Mul(best, cube)) <= 0 {
			best, at = width, i
			bestCube.Set(cube)
		}
	}
	return 5 * max(at, 0)
}
