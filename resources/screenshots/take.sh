#!/usr/bin/env bash
# Takes the pictures of the guide and of README.md from the running program, offscreen; about two minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cmake --build build/dev --target take_screenshots
QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=1 CADENZA_SCREENSHOTS=$PWD/resources/guide/images build/dev/bin/take_screenshots
