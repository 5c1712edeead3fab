#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Needs Debian's qemu-user. Proves that the digests of simulations, which are golden, are the same on arm64 and on s390x,
# whose bytes stand the other way round. Speed there says nothing; the bytes do.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

command -v qemu-aarch64 qemu-s390x >/dev/null || {
  apt-get update -q >/dev/null
  apt-get install -y -q qemu-user >/dev/null
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# golden GOARCH EMULATOR runs the golden tests of the simulator for another processor.
golden() {
  printf '%s\n' "$1"
  GOARCH=$1 CGO_ENABLED=0 go test -c -o "$tmp/$1" ./simulator
  (cd simulator && "$2" "$tmp/$1" -test.run '^TestGolden$' -test.v) >"$tmp/out" 2>&1 || {
    cat "$tmp/out"
    return 1
  }
  grep -q '^--- PASS: TestGolden' "$tmp/out" || {
    echo "TestGolden did not run on $1"
    return 1
  }
}

golden arm64 qemu-aarch64
golden s390x qemu-s390x
