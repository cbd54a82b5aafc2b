#!/usr/bin/env bash
# Installs the packages of a folder in a fresh Debian that has nothing else, uses them as a person would, and purges
# them: sudo tests/packages/fresh_root.sh build/release/packages
# Nothing of this machine is seen in there but its network.
set -euo pipefail

packages=$(realpath "$1")
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
root=$(mktemp -d /var/tmp/cadenza-root.XXXXXX)
trap 'rm -rf "$root" "$root.log"' EXIT

say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
fail() { printf 'fresh_root: %s\n' "$*" >&2; exit 1; }

# Mounts of its own and processes of its own, which end with the command.
inside() {
    unshare --mount --pid --fork bash -c '
        mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" 2>/dev/null
        exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
    ' "$root" "$@"
}
as_person() { inside runuser -u musician -- env HOME=/home/musician XDG_RUNTIME_DIR=/tmp/run sh -c "mkdir -p -m 700 /tmp/run && cd && $1"; }

# install PACKAGE…: with what they depend on, and nothing that is merely recommended.
install() {
    inside apt-get install -y --no-install-recommends "$@" >"$root/apt.log" 2>&1 || { cat "$root/apt.log" >&2; fail "$* cannot be installed"; }
    say "installed $*: $(grep -E '^(Need to get|After this operation)' "$root/apt.log" | tr '\n' ' ')"
}

installed() { inside dpkg-query -W -f '${Package}\n' | sort; }

say "making a fresh $suite"
chmod 755 "$root"
debootstrap --variant=minbase "$suite" "$root" >"$root.log" || { cat "$root.log" >&2; fail "debootstrap failed"; }
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir "$root/packages"
cp "$packages"/*.deb "$root/packages/"
inside useradd --create-home musician
installed >"$root/before"

window=$(cd "$packages" && ls cadenza_*.deb)
training=$(cd "$packages" && ls cadenza-training_*.deb)
install "/packages/$window"
inside ldd /usr/bin/cadenza | grep -q torch && fail "the window is linked to libtorch"
inside dpkg-query -W -f '${Package}\n' | grep -q torch && fail "the window's package brings libtorch"

install xvfb xauth # a screen for the window; no part of what is tested
say "the window: its start, “Try it now”, playback, export"
as_person 'QT_QPA_PLATFORM=offscreen cadenza --benchmark' | sed 's/^/        /'
as_person 'xvfb-run -a cadenza --demonstrate made' | tee "$root/window.log" | sed 's/^/        /'
grep -qE 'It sounds after [0-9]\.' "$root/window.log" || fail "“Try it now” does not sound within 10 s"
as_person 'test -s made/take.mid && test -s made/take.wav && test -s made/window.png' || fail "the window left no take"
as_person 'od -An -v -tx2 -j 44 made/take.wav | grep -qv "^\( 0000\)*$"' || fail "the take is silent"

say "the command line"
as_person 'cadenza-cli generate builtin --seed starter:0 --notes 300 --takes 4 --random-seed 1 --out takes >/dev/null'
as_person 'cadenza-cli convert takes/take-01.mid --out take.musicxml && test -s take.musicxml'
as_person 'if cadenza-cli train starter --out m.safetensors --epochs 1 2>without; then exit 1; fi; cat without; grep -q "Install the package cadenza-training" without' \
    || fail "without the training package it is not said what to do"

install "/packages/$training"
say "training an epoch, and continuing a seed with that model"
as_person 'cadenza-cli train starter --preset quick --epochs 1 --out m.safetensors | tail -1'
as_person 'cadenza-cli generate m.safetensors --seed starter:0 --notes 100 --out own >/dev/null && test -s own/take-01.mid'

say "purging"
inside apt-get purge -y --autoremove cadenza cadenza-training xvfb xauth >/dev/null 2>&1 || fail "purging failed"
left=$(inside find / -xdev -iname '*cadenza*' -not -path '/packages/*' -not -path '/home/*' -not -path '/proc/*')
[ -z "$left" ] || fail "purging left: $left"
diff "$root/before" <(installed) >/dev/null || fail "purging left packages: $(diff "$root/before" <(installed) | tail -n +2)"
say "nothing is left"
