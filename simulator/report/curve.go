// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"math/bits"
	"strings"
)

// curve is a cumulative curve as SVG shows it: how many in a hundred were over by then. All numbers are units of its
// view box.
type curve struct {
	Name, About string
	Path        string
	Ticks       []tick // of the horizontal axis
	Marks       []mark // the quantiles
	Quantiles
}

type tick struct {
	X     int64
	Label string
}

type mark struct{ X, Y int64 }

// The plot in its view box of 640 by 300.
const (
	plotLeft, plotRight = 84, 626
	plotTop, plotBottom = 12, 240
)

// perStep is how finely place divides a doubling.
const perStep = 64

// place is the logarithm of a number of minutes, in 64ths of a doubling and with straight lines between doublings.
func place(minutes int64) int64 {
	minutes = max(minutes, 1)
	power := int64(bits.Len64(uint64(minutes)) - 1)
	return power*perStep + (minutes-1<<power)*perStep>>power
}

// atPlace gives the minutes at a place.
func atPlace(at int64) int64 {
	power, part := at/perStep, at%perStep
	return 1<<power + part<<power/perStep
}

// curves gives the curve of each stage some visit of which ended, all on one axis.
func (p *Page) curves() (list []curve) {
	longest := int64(aDay)
	for i := range p.Figures.stages {
		longest = max(longest, p.Figures.stages[i].most)
	}
	most := place(longest)
	x := func(minutes int64) int64 { return plotLeft + place(minutes)*(plotRight-plotLeft)/most }
	var ticks []tick
	for _, t := range []struct {
		minutes int64
		en, zh  string
	}{
		{1, "1 min", "1分"}, {10, "10 min", "10分"}, {anHour, "1 h", "1时"}, {8 * anHour, "8 h", "8时"}, {2 * aDay, "2 d", "2天"}, {10 * aDay, "10 d", "10天"}, {60 * aDay, "60 d", "60天"}, {365 * aDay, "1 y", "1年"},
	} {
		if t.minutes <= longest {
			ticks = append(ticks, tick{x(t.minutes), p.text(t.en, t.zh)})
		}
	}
	for _, state := range stageStates() {
		s := &p.Figures.stages[state]
		if s.n == 0 {
			continue
		}
		c := curve{Name: p.state(state), Ticks: ticks, Quantiles: s.quantiles()}
		c.About = p.text(
			fmt.Sprintf("50 %% %s · 90 %% %s · 99 %% %s", p.elapsed(c.P50), p.elapsed(c.P90), p.elapsed(c.P99)),
			fmt.Sprintf("50%% %s · 90%% %s · 99%% %s", p.elapsed(c.P50), p.elapsed(c.P90), p.elapsed(c.P99)))
		d := newDrawing(s.n)
		for i, n := range s.counts {
			d.to(x(s.tops[i]), n)
		}
		c.Path = d.end()
		for i, value := range []int64{c.P50, c.P90, c.P99} {
			c.Marks = append(c.Marks, mark{x(value), d.y([]int64{500, 900, 990}[i] * s.n / 1000)})
		}
		list = append(list, c)
	}
	return list
}

// approval is the curve of the business days from the first submission to the approval.
func (p *Page) approval() curve {
	t := p.Figures.days
	c := curve{Name: p.text("From the first submission to the approval", "首次提交至审核通过"), Quantiles: t.quantiles()}
	if c.Count == 0 {
		return c
	}
	most := max((c.Max+4)/5*5, 10)
	x := func(n int64) int64 { return plotLeft + n*(plotRight-plotLeft)/most }
	step := max(5, (most/8+4)/5*5)
	for n := int64(0); n <= most; n += step {
		c.Ticks = append(c.Ticks, tick{x(n), days(n)})
	}
	c.About = p.text(
		fmt.Sprintf("half within %d business days, 90 %% within %d, 99 %% within %d", c.P50, c.P90, c.P99),
		fmt.Sprintf("半数在 %d 个工作日内，90%% 在 %d 个工作日内，99%% 在 %d 个工作日内", c.P50, c.P90, c.P99))
	d := newDrawing(c.Count)
	for value, n := range t {
		d.to(x(int64(value)), n)
	}
	c.Path = d.end()
	for i, value := range []int64{c.P50, c.P90, c.P99} {
		c.Marks = append(c.Marks, mark{x(value), d.y([]int64{500, 900, 990}[i] * c.Count / 1000)})
	}
	return c
}

// drawing draws a rising line of steps.
type drawing struct {
	strings.Builder
	whole, seen int64
	x, last     int64
}

func newDrawing(whole int64) *drawing {
	d := &drawing{whole: whole, x: plotLeft, last: plotBottom}
	fmt.Fprintf(d, "M%d %d", plotLeft, plotBottom)
	return d
}

func (d *drawing) y(n int64) int64 { return plotBottom - n*(plotBottom-plotTop)/d.whole }

// to adds n values at x.
func (d *drawing) to(x, n int64) {
	d.seen += n
	if y := d.y(d.seen); n > 0 && y != d.last {
		if x != d.x {
			fmt.Fprintf(d, "H%d", x)
		}
		fmt.Fprintf(d, "V%d", y)
		d.x, d.last = x, y
	}
}

// end goes on to the right edge.
func (d *drawing) end() string {
	fmt.Fprintf(d, "H%d", plotRight)
	return d.String()
}
