#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Filings a CPU-second, in one run: this simulator with everything on, without and with its journal as JSON lines, a
# plain loop of looplab/fsm and rickar/cal, and SimPy (Debian's python3-simpy3). The last two live filings with as many
# commands, deadlines, notices and deliveries, keep no journal, check nothing and know no rules.
#
#   bash simulator/bench/run.sh [FILINGS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
n=${1:-20000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

go build -o "$tmp/bench" ./simulator/bench
python=
for p in python3 /usr/bin/python3; do
  "$p" -c 'import simpy' 2>/dev/null && python=$p
done
[ -n "$python" ] || { echo "SimPy is missing: apt-get install python3-simpy3" >&2; exit 2; }

for what in icp jsonl binary looplab; do
  "$tmp/bench" -what "$what" -filings "$n"
done | tee "$tmp/out"
"$python" simulator/bench/filing.py "$n" | tee -a "$tmp/out"
"$tmp/bench" -what counts -filings 5000

echo
awk '$3 == "filings," { rate[$1] = $6 } END { base = rate["simpy"]
  for (name in rate) printf "%-8s %9.0f filings a CPU-second, %6.1f x SimPy\n", name, rate[name], rate[name] / base }' "$tmp/out" | sort
