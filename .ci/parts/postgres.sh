#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Needs: PostgreSQL 13 or later, taken from Debian's packages where it is not installed.
# Proves: fsm/journal/sqljournal on a real server: the conformance suite, killed clients, a killed server, racing
# writers, a reader that misses nothing, and the rates beside the driver alone; what the host loop costs above its store.
# Also: notify/sqldirectory passes its conformance suite, and what was erased is gone from the tables' files.
#
# The server listens on a free port of the loopback interface, keeps everything in a temporary directory, and runs as
# a user that is not root. It is gone when this ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# newest gives the directory with the server's programs, or nothing.
newest() {
  local dir
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r); do
    [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] && printf '%s\n' "$dir" && return
  done
  dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null || true
}

install_server() {
  local root=""
  [ "$(id -u)" -eq 0 ] || root=sudo
  # Debian would start a server of its own with the package.
  $root mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    printf 'create_main_cluster = false\n' | $root tee /etc/postgresql-common/createcluster.conf >/dev/null
  $root apt-get update -q
  DEBIAN_FRONTEND=noninteractive $root apt-get install -q -y --no-install-recommends postgresql
}

bin=$(newest)
if [ -z "$bin" ] || [ "$bin" = . ]; then
  install_server
  bin=$(newest)
fi
[ -n "$bin" ] && [ "$bin" != . ] || { printf 'no PostgreSQL server was found, and none could be installed\n' >&2; exit 1; }
"$bin/postgres" --version

# The server refuses to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
  id postgres >/dev/null 2>&1 || useradd --system --no-create-home postgres
  as=(runuser -u postgres --)
fi

tmp=$(mktemp -d)
chmod 755 "$tmp"
mkdir "$tmp/home"
[ "${#as[@]}" -eq 0 ] || chown postgres "$tmp/home"
data="$tmp/home/data"

# server ACTION: start waits until the server answers, stop until it is gone. A server that was killed leaves processes
# and shared memory behind for a moment, in which a new one does not start.
cat >"$tmp/server" <<SCRIPT
#!/usr/bin/env bash
cd "$tmp/home"
case \$1 in
start)
  for try in \$(seq 50); do
    ${as[*]} "$bin/pg_ctl" -D "$data" -l "$tmp/home/log" -w -t 60 start >/dev/null 2>&1 && exit 0
    sleep 0.1
  done
  tail -n 20 "$tmp/home/log" >&2
  exit 1
  ;;
stop) ${as[*]} "$bin/pg_ctl" -D "$data" -w -m immediate stop >/dev/null 2>&1 ;;
esac
SCRIPT
chmod 755 "$tmp/server"

finish() {
  "$tmp/server" stop || true
  rm -rf "$tmp"
}
trap finish EXIT

(cd "$tmp/home" && "${as[@]}" "$bin/initdb" -D "$data" -U icp --auth=trust --encoding=UTF8 --locale=C >/dev/null)

# A port that is free now may be taken a moment later, so the server has the last word.
started=""
for try in 1 2 3 4 5; do
  port=$((20000 + (RANDOM * 32768 + RANDOM) % 20000))
  "${as[@]}" tee "$data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 150
CONF
  "$tmp/server" start 2>"$tmp/why" && started=yes && break
done
[ -n "$started" ] || { cat "$tmp/why" >&2; exit 1; }

export GOWORK=off GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false" LC_ALL=C
export ICP_POSTGRES="postgres://icp@127.0.0.1:$port/postgres?sslmode=disable"
export ICP_POSTGRES_DATA="$data" ICP_POSTGRES_SERVER="$tmp/server"

(cd notify/sqldirectory/sqltest && go vet -tags postgres ./... && go test -tags postgres -count=1 -run Postgres -timeout 5m ./...)

cd fsm/journal/sqljournal/sqltest
go vet -tags postgres ./...
go test -tags postgres -count=1 -skip 'SQLite|./SQLite|Bound' -timeout 10m -v ./... | grep -Ev '^(=== | *--- PASS|PASS)'

# One writer should reach 80 % of the driver, and 64 writers three times their rate without groups.
printf '\ncommits a second, beside the driver alone, medians of rounds in turn; nothing is asserted\n'
go test -tags postgres -run '^$' -bench '^Benchmark(SQLite|Postgres)$' -benchtime 10x ./... | grep -E '^Benchmark|FAIL|panic|^ok'

printf '\none command through the host loop: loop-ns/op is what it takes above its store; 5000 at most\n'
go test -C ../../../.. -run '^$' -bench '^BenchmarkDo$' -benchtime 20000x ./fsm/host | grep -E '^Benchmark|FAIL|panic|^ok'
