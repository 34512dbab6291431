#!/bin/sh
# Install what the tests need beside Python, where it is missing: Debian packages as root, checkers from npm.
set -eu
cd "$(dirname "$0")/.."

missing=""
need() { # command package...
    command -v "$1" >/dev/null 2>&1 || { shift; missing="$missing $*"; }
}
need chromium chromium
command -v firefox >/dev/null 2>&1 || need firefox-esr firefox-esr
need hunspell hunspell
[ -e /usr/share/hunspell/de_DE.dic ] || missing="$missing hunspell-de-de"
[ -e /usr/share/hunspell/en_GB.dic ] || missing="$missing hunspell-en-gb"
need pdfinfo poppler-utils
need java default-jre-headless

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -q >/dev/null
        # Quicker than the whole browser, and the tests do with either; older Debians lack it.
        if apt-cache show chromium-headless-shell >/dev/null 2>&1; then missing="$missing chromium-headless-shell"; fi
        # shellcheck disable=SC2086 # a list of words
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
    else
        echo "The tests need these Debian packages:$missing" >&2
        echo "Install them as root, for example: apt-get install$missing" >&2
        exit 1
    fi
fi

npm ci --silent --no-audit --no-fund --prefix tests/node
