// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/fault"
)

// header says what the log of a run is of.
func (lb *lab) header() *binlog.Header {
	var profile []string
	if lb.Stations != nil {
		for _, line := range lb.Stations.Lines() {
			profile = append(profile, fmt.Sprintf("station %v", line.Station))
		}
	}
	profile = append(profile, "profile "+lb.Profile)
	if lb.provider() != platform {
		profile = append(profile, "provider "+lb.provider())
	}
	if lb.Faults.Any() {
		profile = append(profile, "faults "+lb.Faults.String())
	}
	first, last := lb.part()
	return &binlog.Header{
		Spec: Spec, Seed: lb.Seed, First: first, Filings: last - first, From: lb.From.String(), Days: lb.Days,
		Policy: lb.Options.Policy.Digest(), Calendar: lb.Calendar.ID(), Plant: lb.Plant,
		Profile: strings.Join(profile, "; "),
		Own:     []string{"s-", "f-", "a-", "p-", "q-", "r-"}, Words: lb.words(),
	}
}

// mostReasons is the highest number among the codes of refusals that have a number in the log.
const mostReasons = 60

// words are what the logs of filings say again and again: the names of rules and answers, and those of the population.
func (lb *lab) words() []string {
	list := []string{lb.policy.Digest(), lb.Calendar.ID(), notify.OwnerID}
	list = append(list, contactIDs[:]...)
	list = append(list, websiteIDs[:]...)
	list = append(list, websiteNumbers[:]...)
	list = append(list, subjectNumbers...)
	list = append(list, "h-n1", "h-t1", "h-e1", "h-e2", "h-p1")
	for code := 1; code <= mostReasons; code++ {
		list = append(list, fmt.Sprintf("FSM-%03d", code))
	}
	list = append(list, moreWebsiteIDs[:]...)
	list = append(list, lb.accesses...)
	list = append(list, otherProviders...)
	for i := range websiteIDs {
		list = append(list, oldDomains[i][1]...)
		list = append(list, newDomains[i][1]...)
		list = append(list, keptDomains[i][1]...)
	}
	for _, d := range lb.policy.Decisions() {
		list = append(list, d.Values()...)
		list = append(list, d.Name()+"\t\t") // no answer
	}
	for _, a := range lb.policy.Answers() {
		list = append(list, a.Decision+"\t"+a.Value.String()+"\t"+a.Rule)
	}
	for _, f := range lb.policy.Facts() {
		list = append(list, f.Values()...)
	}
	return binlog.Words(list...)
}

// write writes an entry that is no event and no delivery to the log, and to the JSON lines if somebody wants them.
func (l *life) write(e *entry) {
	lines := l.lab.lines()
	switch e.class {
	case classNotice:
		n := e.notice
		if l.buf = l.enc.Notice(l.buf, &n.notice, n.stream, n.version); lines {
			l.text = l.enc.NoticeLine(l.text, &n.notice, n.stream, n.version)
		}
	case classBook:
		if l.buf = l.enc.Book(l.buf, e.book); lines {
			l.text = l.enc.BookLine(l.text, e.book)
		}
	case classRefused:
		r := e.refused.logged()
		if l.buf = l.enc.Refusal(l.buf, &r); lines {
			l.text = l.enc.RefusalLine(l.text, &r)
		}
	case classFault:
		x := e.fault.logged()
		if l.buf = l.enc.Fault(l.buf, &x); lines {
			l.text = l.enc.Line(l.text, &binlog.Entry{Fault: &x})
		}
	}
}

// send writes the deliveries of a notice to the log, all at once, and shows them to the invariants; a tale is told of one
// after the other.
func (l *life) send(d delivery) {
	if len(d.to) == 0 {
		return
	}
	x := &l.sent
	x.Stream, x.Version, x.Index, x.At, x.Again = d.claim.stream, d.claim.version, d.claim.notice.Index, d.at, d.again
	l.buf = l.enc.Deliveries(l.buf, x, d.to)
	if l.lab.lines() {
		l.text = l.enc.DeliveryLines(l.text, x, d.to)
	}
	l.told = d
	l.recv, l.recvLast = l.recvLast, l.recv
	l.e.told.class, l.e.told.told = classTold, &l.told
	if l.tale == nil {
		l.show(&l.e.told)
		return
	}
	for i := range d.to {
		l.told.to = d.to[i : i+1]
		l.show(&l.e.told)
	}
}

// binary reports whether the log is wanted in the binary form.
func (lb *lab) binary() bool { return lb.Log != nil && lb.LogBinary }

// lines reports whether the log is wanted as JSON lines; the binary form has other numbers for each policy's words.
func (lb *lab) lines() bool { return lb.Courses || lb.Log != nil && !lb.LogBinary }

func (m *mishap) logged() fault.Logged {
	return fault.Logged{Fault: m.Fault, At: m.at.time(), Recovered: m.recovered, Version: m.version, Position: m.position}
}

func (r *refusal) logged() binlog.Refusal {
	by := r.by
	if by == "" {
		by = r.command.String()
	}
	return binlog.Refusal{Command: by, At: r.at, Codes: r.codes}
}

// linesOf gives the log of a filing as JSON lines, without their newlines.
func (lb *lab) linesOf(log []byte) (lines [][]byte, err error) {
	for e, err := range lb.head.Decoder().Filing(log) {
		if err != nil {
			return lines, err
		}
		line := e.AppendJSON(nil)
		lines = append(lines, line[:len(line)-1])
	}
	return lines, nil
}
