#!/usr/bin/env bash
# What `cmake --install` puts into a folder works from there: tests/packages/installed.sh build/dev
set -euo pipefail

build=$1
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
export XDG_DATA_HOME=$prefix/data XDG_CONFIG_HOME=$prefix/config XDG_STATE_HOME=$prefix/state
fail() { printf 'installed: %s\n' "$*" >&2; exit 1; }

cmake --install "$build" --prefix "$prefix" --component cadenza >/dev/null
cli=$prefix/bin/cadenza-cli
for file in share/applications/io.github.cadenza.Cadenza.desktop share/metainfo/io.github.cadenza.Cadenza.metainfo.xml \
    share/icons/hicolor/scalable/apps/io.github.cadenza.Cadenza.svg share/mime/packages/io.github.cadenza.Cadenza.xml \
    share/man/man1/cadenza.1.gz share/man/man1/cadenza-cli.1.gz share/cadenza/guide/index.html; do
    [ -s "$prefix/$file" ] || fail "$file is missing"
done
"$cli" generate builtin --seed starter:0 --notes 16 --out "$prefix/takes" >/dev/null || fail "collection or model is not found"
ldd "$prefix/bin/cadenza" "$cli" | grep -q torch && fail "a program is linked to libtorch"

train() { "$cli" train starter --preset quick --epochs 0.01 --out "$prefix/m.safetensors" >/dev/null 2>"$prefix/said"; }
if train; then fail "it trains without the training component"; fi
grep -q cadenza-training "$prefix/said" || fail "it is not said what is missing: $(cat "$prefix/said")"
cmake --install "$build" --prefix "$prefix" --component training >/dev/null
train || fail "the training component is not found: $(cat "$prefix/said")"
