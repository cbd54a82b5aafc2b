#!/usr/bin/env bash
# Makes the seeds and takes that README.md lets one listen to, with the ready-trained model. Each NAME-take goes on
# from NAME-seed. The same program gives the same notes; the sound is that of the SoundFont which is found.
#     resources/examples/make.sh [build/release]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=${1:-build/release}
cli=$build/bin/cadenza-cli
starter=$build/share/cadenza/starter
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# example NAME PIECE FIRST_NOTE RANDOM_SEED BARS
example() {
    local take=$scratch/$1
    "$cli" generate builtin --seed "$starter/$2:$3" --notes 400 --bars "$5" --cadence true --random-seed "$4" --out "$take" >/dev/null
    "$cli" convert "$starter/$2" --first "$3" --count 64 --out "$take/seed.mid"
    "$cli" render "$take/seed.mid" --out "resources/examples/$1-seed.ogg" --quality 0.1 --title "Seed: ${2%.mid}"
    "$cli" render "$take/take-01.mid" --out "resources/examples/$1-take.ogg" --quality 0.1 --artist Cadenza \
        --title "After ${2%.mid}"
}

example beethoven "Beethoven/Für Elise WoO 59.mid" 261 2 12
example schubert "Schubert/Moment musical in F minor D. 780 no. 3.mid" 644 2 12
example clementi "Clementi/Sonatina in C major op. 36 no. 1, third movement.mid" 107 4 16
