#!/bin/sh
# Runs the calendar's benchmarks beside rickar/cal, all in one run, and prints the ratios.
# Usage: sh calendar/bench.sh [benchtime, default 0.5s]
set -eu
cd "$(dirname "$0")"
out=$(go test -run '^$' -bench . -benchtime "${1:-0.5s}" .)
printf '%s\n' "$out"
printf '%s\n' "$out" | awk '
	/^Benchmark/ {
		name = $1
		sub(/^Benchmark/, "", name)
		sub(/-[0-9]+$/, "", name)
		split(name, part, "/")
		ns[name] = $3
		if (!(part[1] in seen)) { seen[part[1]] = 1; order[++n] = part[1] }
	}
	END {
		print ""
		print "times faster than rickar/cal      with Holidays   fastest form"
		for (i = 1; i <= n; i++) {
			q = order[i]
			if ((q "/ours" in ns) && (q "/rickar_holidays" in ns))
				printf "%-30s %12.0f x %12.1f x\n", q, ns[q "/rickar_holidays"] / ns[q "/ours"], ns[q "/rickar_fastest"] / ns[q "/ours"]
			if ((q "/ours_time" in ns) && (q "/rickar_holidays" in ns))
				printf "%-30s %12.0f x %12.1f x\n", q " (time.Time)", ns[q "/rickar_holidays"] / ns[q "/ours_time"], ns[q "/rickar_fastest"] / ns[q "/ours_time"]
		}
	}'
