// SPDX-License-Identifier: Apache-2.0

package opaque_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/internal/opaque"
)

func TestIDs(t *testing.T) {
	for id, want := range map[string]opaque.Fault{
		"s-1": opaque.Fine, "a_b.c/d:e": opaque.Fine, strings.Repeat("x", 128): opaque.Fine,
		"": opaque.Missing, strings.Repeat("x", 129): opaque.Long,
		"a b": opaque.Character, "a@b": opaque.Character, "李明": opaque.Character, `a"b`: opaque.Character, "a\x7f": opaque.Character, "a<b": opaque.Character,

		"13800138000": opaque.Personal, "user-13800138000": opaque.Personal, "p:13800138000:1": opaque.Personal, "+8613800138000": opaque.Personal,
		"11010519491231002X": opaque.Personal, "11010519491231002x": opaque.Personal, "id/440524188001010014": opaque.Fine, "440524198001010013": opaque.Personal,

		// digits that go on, of another length, or without the form of such a number
		"138001380001": opaque.Fine, "1380013800": opaque.Fine, "a13800138000": opaque.Fine, "12800138000": opaque.Fine, "8613800138000": opaque.Fine,
		"110105194912310021": opaque.Fine, "110105194912310020X": opaque.Fine, "110105194913310026": opaque.Fine, "1795000000000000001": opaque.Fine,
		"1543334400000": opaque.Fine, "0f8fad5b-d9cb-469f-a165-70867728950e": opaque.Fine,
	} {
		assert.Equal(t, want, opaque.ID(id), id)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]opaque.Fault{
		"authority query 2018-05-02": opaque.Fine, "query, then a call": opaque.Fine, "query": opaque.Fine,
		"seen by phone 13800138000": opaque.Personal, "seen by 李明": opaque.Character, " a": opaque.Character, "a ": opaque.Character,
		"a  b": opaque.Character, "a\nb": opaque.Character, "": opaque.Missing,
	} {
		assert.Equal(t, want, opaque.Words(text), text)
	}
}

// Numbers of 18 digits that hosts make, as snowflakes are, are hardly ever taken for an identity card.
func TestLongNumbersAreSeldomTakenForACard(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for range 1_000_000 {
		if opaque.ID(strconv.FormatUint(100_000_000_000_000_000+random.Uint64N(900_000_000_000_000_000), 10)) == opaque.Personal {
			taken++
		}
	}
	assert.Less(t, taken, 100)
}
