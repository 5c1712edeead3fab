// SPDX-License-Identifier: Apache-2.0

package station_test

import (
	"fmt"
	"time"

	"github.com/icpfiling/icp/simulator/station"
)

// One server, two jobs: the second waits for the first.
func ExampleSystem_Run() {
	monday := time.Date(2018, 4, 2, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*60*60))
	desk := station.Station{
		Name: "reviewers", Works: []station.Work{station.Preliminary},
		Shifts:  []station.Shift{{From: 9 * 60, Until: 18 * 60, Servers: 1}},
		Service: station.Services{station.Preliminary: {600, 600}}, // seconds
	}
	s := station.NewSystem(1, desk)
	s.Begin(monday.UnixMicro(), []bool{true})
	line := s.Find(station.Preliminary, "beijing")
	for owner := range 2 {
		arrived := monday.Add(10*time.Hour + time.Duration(owner)*time.Minute)
		s.Post(line, station.Visit{Work: station.Preliminary, Arrived: arrived.UnixMicro()}, owner, 0)
	}
	for {
		stop, ok := s.Run(monday.Add(24 * time.Hour).UnixMicro())
		if !ok {
			break
		}
		ended := time.UnixMicro(stop.Job.Ended).In(monday.Location())
		fmt.Println(stop.Owner, ended.Format("15:04"), "waited", time.Duration(stop.Job.Wait())*time.Microsecond)
	}
	// Output:
	// 0 10:10 waited 0s
	// 1 10:20 waited 9m0s
}
