// SPDX-License-Identifier: Apache-2.0

// Seeds walks through a change of website information as the documents of April 2018 describe it, in three provinces
// that verify the website administrator in three ways, and prints what the applicant is told at each step.
//
//	go run ./examples/seeds [-lang en|zh] [-region shanghai|guangdong|beijing]
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
)

func main() {
	lang := flag.String("lang", "en", "language: en or zh")
	region := flag.String("region", "", "shanghai, guangdong or beijing; empty: all three")
	flag.Parse()
	if err := run(os.Stdout, *lang, *region); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer, lang, region string) error {
	if lang != "en" && lang != "zh" {
		return fmt.Errorf("there are no words in %q; use -lang en or -lang zh", lang)
	}
	told := false
	for _, s := range stories() {
		if region != "" && region != s.region {
			continue
		}
		if err := tell(out, s, lang); err != nil {
			return fmt.Errorf("%s: %w", s.region, err)
		}
		told = true
	}
	if !told {
		return errors.New("there is no story of that region; use -region shanghai, guangdong or beijing")
	}
	return nil
}
