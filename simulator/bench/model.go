// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/looplab/fsm"
	"github.com/rickar/cal/v2"
)

// The model that filing.py has too: the stages of a filing with the durations and shares of the simulator's population,
// and nothing else. Durations are minutes between knots that are equally likely.
var (
	pause     = []float64{1, 2, 3, 5, 8, 15, 40}
	platform  = []float64{30, 120, 180, 240, 270, 300, 340, 380, 420, 460, 490, 510, 525, 540, 700, 1080, 2400}
	applicant = []float64{10, 60, 180, 420, 900, 1440, 2160, 2880, 4320, 7200, 14400}
	handOver  = []float64{20, 60, 120, 200, 280, 360, 420, 480, 530, 620, 1500}
	authority = []float64{3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 11, 13, 16, 21}
)

const (
	returned = 0.20
	badPhoto = 0.08
	refused  = 0.0243
)

func drawn(r *rand.Rand, knots []float64) float64 {
	x := r.Float64() * float64(len(knots)-1)
	i := int(x)
	return knots[i] + (x-float64(i))*(knots[i+1]-knots[i])
}

var events = fsm.Events{
	{Name: "submit", Src: []string{"draft"}, Dst: "preliminary_review"},
	{Name: "give_back", Src: []string{"preliminary_review"}, Dst: "draft"},
	{Name: "pass", Src: []string{"preliminary_review"}, Dst: "verification"},
	{Name: "photo", Src: []string{"verification"}, Dst: "verification_review"},
	{Name: "bad_photo", Src: []string{"verification_review"}, Dst: "verification"},
	{Name: "pass_photo", Src: []string{"verification_review"}, Dst: "ready"},
	{Name: "hand_over", Src: []string{"ready"}, Dst: "authority_review"},
	{Name: "reject", Src: []string{"authority_review"}, Dst: "draft"},
	{Name: "approve", Src: []string{"authority_review"}, Dst: "approved"},
}

// looplab lives filings one after another: a machine of its own for each, a deadline by WorkdaysFrom at each stage.
func looplab(filings int) error {
	r := rand.New(rand.NewPCG(1, 1))
	c := cal.NewBusinessCalendar()
	c.SetWorkHours(9*time.Hour, 18*time.Hour)
	start := time.Date(2018, 4, 4, 9, 0, 0, 0, time.UTC)
	for range filings {
		if err := liveNaively(r, c, start.Add(time.Duration(r.IntN(365*24))*time.Hour)); err != nil {
			return err
		}
	}
	return nil
}

func liveNaively(r *rand.Rand, c *cal.BusinessCalendar, at time.Time) (err error) {
	ctx := context.Background()
	f := fsm.NewFSM("draft", events, fsm.Callbacks{})
	do := func(name string) {
		if err == nil {
			err = f.Event(ctx, name)
		}
	}
	clock := func(knots []float64) { at = at.Add(time.Duration(drawn(r, knots) * float64(time.Minute))) }
	for err == nil && f.Current() != "approved" {
		switch f.Current() {
		case "draft":
			for range 4 { // the documents
				clock(pause)
			}
			do("submit")
			_ = c.WorkdaysFrom(at, 1)
		case "preliminary_review":
			at = c.AddWorkHours(at, time.Duration(drawn(r, platform))*time.Minute)
			if r.Float64() < returned {
				do("give_back")
				clock(applicant)
			} else {
				do("pass")
			}
		case "verification":
			clock(applicant)
			do("photo")
			_ = c.WorkdaysFrom(at, 1)
		case "verification_review":
			at = c.AddWorkHours(at, time.Duration(drawn(r, platform))*time.Minute)
			if r.Float64() < badPhoto {
				do("bad_photo")
			} else {
				do("pass_photo")
			}
		case "ready":
			at = c.AddWorkHours(at, time.Duration(drawn(r, handOver))*time.Minute)
			do("hand_over")
			_ = c.WorkdaysFrom(at, 20)
		case "authority_review":
			at = c.WorkdaysFrom(at, int(drawn(r, authority)))
			if r.Float64() < refused {
				do("reject")
				clock(applicant)
			} else {
				do("approve")
			}
		}
	}
	return err
}
