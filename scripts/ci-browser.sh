#!/usr/bin/env bash
# Sees to it that there is a Chromium for the browser test: installs Debian's when there is none.
set -euo pipefail

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
	if [ -n "$name" ] && command -v "$name" >/dev/null; then
		echo "Chromium is there: $(command -v "$name")"
		exit 0
	fi
done

if ! command -v apt-get >/dev/null; then
	echo "No Chromium, and no apt-get to install one. Install it, or name it in CHROMIUM." >&2
	exit 1
fi

sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium
command -v chromium
