// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/looplab/fsm"
	"github.com/rickar/cal/v2"
)

// The model that filing.py has too, as a plain loop: each filing has a looplab machine and a list of what happened, and
// rickar/cal computes its deadlines. Shares are such that a filing has as many commands, deadlines, notices, deliveries and
// entries as one of the simulator. Durations are minutes between knots that are equally likely.
var (
	pause     = []float64{1, 2, 3, 5, 8, 15, 40}
	platform  = []float64{30, 120, 180, 240, 270, 300, 340, 380, 420, 460, 490, 510, 525, 540, 700, 1080, 2400}
	applicant = []float64{10, 60, 180, 420, 900, 1440, 2160, 2880, 4320, 7200, 14400}
	handOver  = []float64{20, 60, 120, 200, 280, 360, 420, 480, 530, 620, 1500}
	authority = []float64{3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 11, 13, 16, 21}
	smsTime   = []float64{4, 8, 15, 30, 60, 150, 400, 900, 1380}
	lateTime  = []float64{30, 120, 600, 1440, 4320}
)

var table = fsm.Events{
	{Name: "attach", Src: []string{"draft"}, Dst: "draft"},
	{Name: "edit", Src: []string{"draft"}, Dst: "draft"},
	{Name: "edit", Src: []string{"preliminary_returned"}, Dst: "preliminary_returned"},
	{Name: "submit", Src: []string{"draft"}, Dst: "preliminary_review"},
	{Name: "abandon", Src: []string{"draft", "verification"}, Dst: "abandoned"},
	{Name: "withdraw", Src: []string{"preliminary_review"}, Dst: "draft"},
	{Name: "return_preliminary", Src: []string{"preliminary_review"}, Dst: "preliminary_returned"},
	{Name: "resubmit", Src: []string{"preliminary_returned"}, Dst: "preliminary_review"},
	{Name: "pass_preliminary", Src: []string{"preliminary_review"}, Dst: "verification"},
	{Name: "choose_upload", Src: []string{"verification"}, Dst: "verification"},
	{Name: "request_backdrop", Src: []string{"verification"}, Dst: "verification"},
	{Name: "upload_photo", Src: []string{"verification"}, Dst: "verification_review"},
	{Name: "return_photo", Src: []string{"verification_review"}, Dst: "verification"},
	{Name: "pass_photo", Src: []string{"verification_review"}, Dst: "ready"},
	{Name: "prompt_originals", Src: []string{"ready"}, Dst: "ready"},
	{Name: "mail_originals", Src: []string{"ready"}, Dst: "ready"},
	{Name: "receive_originals", Src: []string{"ready"}, Dst: "ready"},
	{Name: "submit_to_authority", Src: []string{"ready"}, Dst: "authority_review"},
	{Name: "answer_sms", Src: []string{"authority_review"}, Dst: "authority_review"},
	{Name: "reject", Src: []string{"authority_review"}, Dst: "draft"},
	{Name: "approve", Src: []string{"authority_review"}, Dst: "approved"},
}

// What happened is one of these.
const (
	step = iota
	event
	deadlineSet
	missed
	book
	noticed
	delivered
	refused
	numKinds
)

type happened struct {
	kind int
	at   time.Time
	what string
	to   [2]string // person and channel
	due  time.Time
}

type timer struct {
	name string
	due  time.Time
}

// filing is one that is being lived.
type filing struct {
	r      *rand.Rand
	cal    *cal.BusinessCalendar
	m      *fsm.FSM
	at     time.Time
	log    []happened
	timers []timer
	named  [][2]string
	err    error
}

// looplab lives filings one after another and counts what happened.
func looplab(filings int) (counts [numKinds]int, err error) {
	r := rand.New(rand.NewPCG(1, 1))
	c := cal.NewBusinessCalendar()
	c.SetWorkHours(9*time.Hour, 18*time.Hour)
	start := time.Date(2018, 4, 4, 9, 0, 0, 0, time.UTC)
	f := &filing{r: r, cal: c}
	for range filings {
		f.m, f.at = fsm.NewFSM("draft", table, fsm.Callbacks{}), start.Add(time.Duration(r.IntN(365*24))*time.Hour)
		f.log, f.timers, f.named = f.log[:0], f.timers[:0], f.named[:0]
		f.live()
		if f.err != nil {
			return counts, f.err
		}
		for i := range f.log {
			counts[f.log[i].kind]++
		}
	}
	return counts, nil
}

func (f *filing) chance(share float64) bool { return f.r.Float64() < share }

func (f *filing) drawn(knots []float64) float64 {
	x := f.r.Float64() * float64(len(knots)-1)
	i := int(x)
	return knots[i] + (x-float64(i))*(knots[i+1]-knots[i])
}

func minutes(n float64) time.Duration { return time.Duration(n * float64(time.Minute)) }

// wait lets time go by; works only counts working hours. Deadlines that pass are told.
func (f *filing) wait(n float64)  { f.until(f.at.Add(minutes(n))) }
func (f *filing) works(n float64) { f.until(f.cal.AddWorkHours(f.at, minutes(n))) }

func (f *filing) until(at time.Time) {
	for i := 0; i < len(f.timers); i++ {
		if t := f.timers[i]; t.due.Before(at) {
			f.timers = append(f.timers[:i], f.timers[i+1:]...)
			f.log = append(f.log, happened{kind: missed, at: t.due, what: t.name})
			f.tell("target_missed")
			i--
		}
	}
	f.at = at
}

func (f *filing) record(kind int, what string) {
	f.log = append(f.log, happened{kind: kind, at: f.at, what: what})
}

// do does what the table allows.
func (f *filing) do(command string, events ...string) {
	before := f.m.Current()
	switch err := f.m.Event(context.Background(), command); err.(type) {
	case nil, fsm.NoTransitionError:
	case fsm.InvalidEventError, fsm.UnknownEventError:
		f.record(refused, command)
		return
	default:
		f.err = errors.Join(f.err, err)
	}
	f.record(step, command)
	for _, e := range events {
		f.record(event, e)
	}
	if f.m.Current() != before {
		f.timers = f.timers[:0]
	}
}

// tries tries what is not allowed now.
func (f *filing) tries(command string, share float64) {
	if f.chance(share) {
		f.do(command)
	}
}

// sets sets a deadline; with told, somebody is told when it passes.
func (f *filing) sets(name string, days int, told bool) {
	due := f.cal.WorkdaysFrom(f.at, days)
	f.log = append(f.log, happened{kind: deadlineSet, at: f.at, what: name, due: due})
	if told {
		f.timers = append(f.timers, timer{name, due})
	}
}

func (f *filing) tell(topic string) { f.tellTo(topic, f.named) }

func (f *filing) tellTo(topic string, to [][2]string) {
	f.record(noticed, topic)
	at := f.at
	if f.chance(0.25) {
		at = at.Add(minutes(f.drawn(lateTime)))
	}
	for _, receiver := range to {
		f.log = append(f.log, happened{kind: delivered, at: at, what: topic, to: receiver})
	}
}
