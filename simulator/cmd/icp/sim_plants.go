// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/simulator"
)

// listPlants is the word that names every planted fault instead of planting one.
const listPlants = "list"

// printPlants lists the faults that can be planted: what is wrong then, and the invariant it breaks.
func (a *app) printPlants() error {
	var b strings.Builder
	for _, p := range simulator.Plants() {
		fmt.Fprintf(&b, "%s  %s\n", p.Name, a.style(styleDim, a.text("breaks ", "违反 ")+p.Trips))
		for _, line := range wrapped(a.text(p.What, p.WhatZH), storyWidth-4) {
			fmt.Fprintf(&b, "    %s\n", line)
		}
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// plantError says that no fault has the name, and where all of them stand.
func (a *app) plantError(name string) error {
	names := plantNames()
	all := a.text(fmt.Sprintf("icp sim run --plant list names all %d", len(names)), fmt.Sprintf("全部 %d 个见 icp sim run --plant list", len(names)))
	near := ""
	if best := nearPlant(name, names); best != "" {
		near = a.text("did you mean --plant "+best+"? ", "是否想用 --plant "+best+"？")
	}
	return failf(exitUnanswered, "%s%s%s", a.text("SIM-002: no fault to plant is called "+name+"; ", "SIM-002：没有名为 "+name+" 的可植入错误；"), near, all)
}

func plantNames() []string {
	var names []string
	for _, p := range simulator.Plants() {
		names = append(names, p.Name)
	}
	return names
}

// nearPlant also finds a name by its beginning or one of its words: withdraw, sms, holidays.
func nearPlant(name string, names []string) string {
	if best := nearName(name, names); best != "" || len(name) < 3 {
		return best
	}
	for _, n := range names {
		if strings.Contains(n, name) || strings.HasPrefix(name, n) {
			return n
		}
	}
	return ""
}

// oneOf lists names below an error, wrapped.
func (a *app) oneOf(names []string) string {
	lines := wrapped(strings.Join(names, ", "), storyWidth-2)
	return a.text("choose one of", "可选：") + "\n" + strings.Join(lines, "\n")
}
