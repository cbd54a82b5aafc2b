#!/usr/bin/env bash
# Takes the pictures of the guide and of README.md from the running program, offscreen; about two minutes. A JACK server
# without hardware gives it something to sound on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cmake --build build/dev --target take_screenshots
export JACK_DEFAULT_SERVER=cadenza-screenshots
jackd -n "$JACK_DEFAULT_SERVER" -r -d dummy -r 44100 -p 256 >/dev/null 2>&1 &
trap 'kill %1' EXIT
QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=1 CADENZA_SCREENSHOTS=$PWD/resources/guide/images build/dev/bin/take_screenshots
