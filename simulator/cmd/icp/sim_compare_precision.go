// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/icpfiling/icp/simulator/compare"
)

// mostTimes is the largest ratio that is told as a number. Beyond it nobody would run so many filings, the pairs differ by
// less than a thirtieth of what durations do anyway, and how often exactly decides nothing.
const mostTimes = 1000

// precisionText says how many filings two independent runs would need to see the difference as well as the pairs do, or
// why there is no such number.
func (a *app) precisionText(r *compare.Result) string {
	differ := r.Days.Faster + r.Days.Slower
	switch {
	case r.Days.Pairs == 0:
		return a.text("no filing is approved under both", "没有在两套规则下均审核通过的备案")
	case differ == 0:
		return a.text("no pair differs; two independent runs would show their noise as a difference",
			"各对均无差异；两次独立模拟则会把随机波动显示为差异")
	case r.Precision == 0 && differ == r.Days.Pairs && r.Days.HalfWidth == 0 && differ > 1:
		return a.text("every pair differs by the same; no independent runs would show that so exactly",
			"各对的差异完全相同；两次独立模拟无法如此精确地显示")
	case r.Precision == 0:
		return a.text(
			fmt.Sprintf("%s of %s pairs differ: too few to say how many filings independent runs would need", grouped(differ), grouped(r.Days.Pairs)),
			fmt.Sprintf("%[2]s 对中仅 %[1]s 对不同：数量过少，无法推算两次独立模拟所需的备案数", grouped(differ), grouped(r.Days.Pairs)))
	case r.Precision > mostTimes:
		return a.text(
			fmt.Sprintf("independent runs would need more than %s times as many filings to see this as well", grouped(mostTimes)),
			fmt.Sprintf("若两次独立模拟，要达到同样精度需要 %s 倍以上的备案数", grouped(mostTimes)))
	case r.Precision < 1.5:
		return a.text("independent runs would need about as many filings to see this as well", "若两次独立模拟，要达到同样精度所需的备案数大致相同")
	}
	return a.text(
		fmt.Sprintf("independent runs would need %.0f times as many filings to see this as well", r.Precision),
		fmt.Sprintf("若两次独立模拟，要达到同样精度需要 %.0f 倍的备案数", r.Precision))
}
