// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"
)

// whole is a flag that holds a whole number; its errors are written for people. It implements pflag.Value.
type whole[T int | uint64] struct {
	n    *T
	bits int // 0: signed
	why  string
	// beyond is why a number that is none of 64 bits cannot be used; a seed says so in why.
	beyond string
}

func (w whole[T]) String() string {
	if w.n == nil {
		return ""
	}
	if w.bits == 0 {
		return strconv.Itoa(int(*w.n))
	}
	return strconv.FormatUint(uint64(*w.n), 10)
}

func (whole[T]) Type() string { return "N" }

func (w whole[T]) Set(text string) error {
	if w.bits > 0 {
		n, err := strconv.ParseUint(text, 10, w.bits)
		if err != nil {
			return errors.New(w.why)
		}
		*w.n = T(n)
		return nil
	}
	n, err := strconv.Atoi(text)
	if errors.Is(err, strconv.ErrRange) {
		return errors.New(w.beyond)
	}
	if err != nil {
		return errors.New(w.why)
	}
	*w.n = T(n)
	return nil
}

// countFlag adds a flag for a count.
func countFlag(a *app, cmd *cobra.Command, n *int, name string, value int, about string) {
	*n = value
	cmd.Flags().Var(whole[int]{n: n, why: a.text("write a whole number", "请输入整数"), beyond: a.text("it is beyond all bounds", "数值过大")}, name, about)
}

// seedFlag adds --seed.
func seedFlag(a *app, cmd *cobra.Command, n *uint64, about string) {
	*n = 1
	cmd.Flags().Var(whole[uint64]{n: n, bits: 64, why: a.text("write a whole number from 0 to 18446744073709551615", "请输入 0 至 18446744073709551615 的整数")}, "seed", about)
}
