#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Needs: Chromium, from Debian's package where it is not installed.
# Proves: the page of a report opens in a real browser without an error on the console and without a request to anywhere,
# light, dark and printed, in English and in Chinese, of a run that found nothing and of one that found violations. A page
# that was spoilt, with a picture from elsewhere and a script that fails, is caught by the same checks.
#
# No name resolves while the browser runs. Pictures of the pages are kept in the folder ICP_SCREENSHOTS names, if it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v chromium >/dev/null; then
  root=""
  [ "$(id -u)" -eq 0 ] || root=sudo
  $root apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive $root apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk >/dev/null
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GOWORK=off GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false" LC_ALL=C
go build -o "$tmp/icp" ./simulator/cmd/icp

# browse PAGE OUT FLAG… opens a page in a fresh profile. OUT.log has what the browser said, OUT.net what it asked for.
browse() {
  local page=$1 out=$2
  shift 2
  timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --disable-extensions --hide-scrollbars --user-data-dir="$out.profile" \
    --host-resolver-rules='MAP * ~NOTFOUND' --log-net-log="$out.net" --net-log-capture-mode=Everything \
    --enable-logging=stderr --window-size=1200,9000 "$@" "file://$page" >"$out.dom" 2>"$out.log"
  rm -rf "$out.profile"
}

# The browser asks its maker's hosts at times, whatever the page; everything else is the page's.
own='^https?://([a-z0-9-]+\.)*(google|googleapis|gstatic|gvt1)\.com[/:]'

# quiet OUT fails if the page said something on the console or asked for anything.
quiet() {
  local said asked
  said=$(grep ':CONSOLE' "$1.log" || true)
  asked=$(grep -oE '"url":"[a-z]+:[^"]*"' "$1.net" | cut -d'"' -f4 | grep -E '^(https?|wss?|ftp)://' | grep -vE "$own" | sort -u || true)
  [ -z "$said$asked" ] || { printf '%s\n%s\n' "$said" "$asked"; return 1; }
}

# picture FILE fails unless it is a picture or a document of some size.
picture() {
  [ "$(stat -c %s "$1" 2>/dev/null || echo 0)" -gt 20000 ] || { printf '%s is no picture of a page\n' "$(basename "$1")" >&2; return 1; }
}

for lang in en zh; do
  "$tmp/icp" sim run --lang "$lang" --filings 1500 --html "$tmp/fine.$lang.html" >/dev/null
  code=0
  "$tmp/icp" sim run --lang "$lang" --filings 1500 --plant withdraw-at-authority --html "$tmp/broken.$lang.html" >/dev/null || code=$?
  [ "$code" -eq 1 ]
done

for page in fine.en fine.zh broken.en broken.zh; do
  browse "$tmp/$page.html" "$tmp/$page.light" --screenshot="$tmp/$page.light.png"
  browse "$tmp/$page.html" "$tmp/$page.dark" --blink-settings=preferredColorScheme=0 --screenshot="$tmp/$page.dark.png"
  browse "$tmp/$page.html" "$tmp/$page.print" --no-pdf-header-footer --print-to-pdf="$tmp/$page.pdf"
  for way in light dark print; do
    quiet "$tmp/$page.$way" || { printf 'the page %s is not quiet (%s)\n' "$page" "$way" >&2; exit 1; }
  done
  picture "$tmp/$page.light.png"
  picture "$tmp/$page.dark.png"
  picture "$tmp/$page.pdf"
  ! cmp -s "$tmp/$page.light.png" "$tmp/$page.dark.png" || { printf '%s looks the same in the dark\n' "$page" >&2; exit 1; }
  printf '%s: quiet; light, dark and printed\n' "$page"
done

browse "$tmp/broken.en.html" "$tmp/dom" --dump-dom
for id in main broken outcomes stages durations provinces deadlines coverage properties assumptions; do
  grep -q "id=\"$id\"" "$tmp/dom.dom" || { printf 'the page has no part %s\n' "$id" >&2; exit 1; }
done

# The checks can fail: without its policy the page may fetch and run, and does.
sed -e 's#<meta http-equiv="Content-Security-Policy"[^>]*>##' \
  -e 's#</main>#<img src="http://elsewhere.example/x.png"/><script>nothingLikeIt()</script></main>#' "$tmp/fine.en.html" >"$tmp/spoilt.html"
browse "$tmp/spoilt.html" "$tmp/spoilt" --screenshot="$tmp/spoilt.png"
if found=$(quiet "$tmp/spoilt"); then
  printf 'a spoilt page was called quiet\n' >&2
  exit 1
fi
grep -q 'elsewhere\.example' <<<"$found" && grep -q 'nothingLikeIt' <<<"$found" || { printf 'only a part was caught: %s\n' "$found" >&2; exit 1; }
printf 'a spoilt page is caught\n'

# With the policy, the same page fetches and runs nothing.
sed 's#</main>#<img src="http://elsewhere.example/x.png"/><script>nothingLikeIt()</script></main>#' "$tmp/fine.en.html" >"$tmp/fenced.html"
browse "$tmp/fenced.html" "$tmp/fenced" --screenshot="$tmp/fenced.png"
! grep -q '"url":"http://elsewhere\.example' "$tmp/fenced.net" || { printf 'the policy of the page lets a request out\n' >&2; exit 1; }

if [ -n "${ICP_SCREENSHOTS:-}" ]; then
  mkdir -p "$ICP_SCREENSHOTS"
  cp "$tmp"/fine.*.png "$tmp"/broken.*.png "$tmp"/*.pdf "$ICP_SCREENSHOTS/"
fi
