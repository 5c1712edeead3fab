#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Needs: xmllint, from Debian's package libxml2-utils where it is not installed.
# Proves: event logs as XES and reports as JUnit XML are valid against their schemas, in internal/schemas/testdata: of a run
# that found nothing, of one that found violations, and of one that was stopped. Each schema also refuses a file that was
# spoilt. The page of a report is well-formed XML.
# Also: OCEL 2.0 is valid against its JSON schema (a test of the module internal/schemas, which runs without this part).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v xmllint >/dev/null; then
  root=""
  [ "$(id -u)" -eq 0 ] || root=sudo
  $root apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive $root apt-get install -q -y --no-install-recommends libxml2-utils >/dev/null
fi
xmllint --version 2>&1 | sed -n 1p

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GOWORK=off GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false" LC_ALL=C
go build -o "$tmp/icp" ./simulator/cmd/icp

valid() { xmllint --noout --nonet --schema "internal/schemas/testdata/$1.xsd" "$2"; }

# spoilt SCHEMA FILE PATTERN: the schema refuses the file once the first match is replaced by nothing.
spoilt() {
  sed "0,/$3/s/$3//" "$2" >"$tmp/spoilt"
  ! cmp -s "$2" "$tmp/spoilt" || { printf 'nothing to spoil in %s\n' "$2" >&2; return 1; }
  ! valid "$1" "$tmp/spoilt" >/dev/null 2>&1 || { printf '%s.xsd accepts a file without %s\n' "$1" "$3" >&2; return 1; }
}

"$tmp/icp" sim run --filings 400 --seed 3 --log "$tmp/run.log" --log-format binary --format junit --html "$tmp/run.html" >"$tmp/fine.xml"
valid junit "$tmp/fine.xml"
for rows in usual all; do
  "$tmp/icp" sim export --from "$tmp/run.log" --format xes --include "$rows" --output "$tmp/$rows.xes"
  valid xes "$tmp/$rows.xes"
done
xmllint --noout --nonet "$tmp/run.html"
spoilt xes "$tmp/usual.xes" ' key="time:timestamp"'
spoilt xes "$tmp/usual.xes" ' xes.version="1849.2016"'
spoilt junit "$tmp/fine.xml" ' classname="[^"]*"'
spoilt junit "$tmp/fine.xml" ' tests="[0-9]*"'

for lang in en zh; do
  code=0
  "$tmp/icp" sim run --lang "$lang" --filings 400 --plant withdraw-at-authority --format junit --html "$tmp/broken.html" >"$tmp/broken.xml" || code=$?
  [ "$code" -eq 1 ] || { printf 'a run with violations ended with %d\n' "$code" >&2; exit 1; }
  valid junit "$tmp/broken.xml"
  grep -q '<failure message=' "$tmp/broken.xml"
  xmllint --noout --nonet "$tmp/broken.html"
done

# A run that is stopped: as soon as its log has begun to grow.
"$tmp/icp" sim run --filings 1000000000 --log "$tmp/part.xes" --log-format xes --format junit >"$tmp/part.xml" 2>/dev/null &
run=$!
for _ in $(seq 200); do
  [ -n "$(find "$tmp" -name '.part.xes.*' -size +0)" ] && break
  sleep 0.1
done
code=0
kill -INT "$run"
wait "$run" || code=$?
[ "$code" -eq 2 ] || { printf 'a run that was stopped ended with %d\n' "$code" >&2; exit 1; }
valid junit "$tmp/part.xml"
grep -q '<error message=' "$tmp/part.xml"
valid xes "$tmp/part.xes"
