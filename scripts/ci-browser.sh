#!/usr/bin/env bash
# Sees to it that there are browsers for the browser tests: Chromium, and what else is named (firefox, webkit).
# What is missing is installed from Debian.
set -euo pipefail

packages=()

has() {
	local name
	for name in "$@"; do
		if [ -n "$name" ] && command -v "$name" >/dev/null; then return 0; fi
	done
	return 1
}

has "${CHROMIUM:-}" chromium chromium-browser google-chrome || packages+=(chromium)
for engine in "$@"; do
	case $engine in
	firefox) has "${FIREFOX:-}" firefox-esr || packages+=(firefox-esr) ;;
	webkit) has WebKitWebDriver && has Xvfb || packages+=(webkit2gtk-driver xvfb) ;;
	*)
		echo "\"$engine\" is none of firefox, webkit." >&2
		exit 2
		;;
	esac
done

if [ ${#packages[@]} -eq 0 ]; then
	echo "The browsers are there."
	exit 0
fi
if ! command -v apt-get >/dev/null; then
	echo "Missing: ${packages[*]}, and no apt-get to install it. Install it, or name it in CHROMIUM or FIREFOX." >&2
	exit 1
fi

sudo=""
[ "$(id -u)" -eq 0 ] || sudo="sudo"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${packages[@]}"
