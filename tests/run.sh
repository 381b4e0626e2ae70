#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds a release and a build under the address and undefined-behaviour
# sanitizers, and runs every test of the first and the unit, fuzz and command-line tests of the second.
# --with-peers also installs the programs that give second opinions (zbar, dmtx, poppler, qpdf).
set -eu -o pipefail
cd "$(dirname "$0")/.."
. examples/setup.sh

peers=no
for word in "$@"; do
    case $word in
    --with-peers) peers=yes ;;
    -h | --help) say "usage: tests/run.sh [--with-peers]"; exit 0 ;;
    *) say "tests/run.sh: $word is not known; the one option is --with-peers" >&2; exit 2 ;;
    esac
done

install_packages "${build_packages[@]}"
[ $peers = no ] || install_packages "${peer_packages[@]}"

build release
build asan

# a second program that paints ZPL; without npm the tests say that they skipped it
if [ $peers = yes ] && command -v npm > /dev/null && [ ! -d build/release/peers/node_modules/zpl-renderer-js ]; then
    npm install --silent --no-audit --no-fund --prefix build/release/peers zpl-renderer-js@3.4.0 ||
        say "zpl-renderer-js could not be installed" >&2
fi

# one ctest over both builds: one count, one summary, one exit code
mkdir -p build/all
printf 'subdirs("%s/build/release" "%s/build/asan")\n' "$PWD" "$PWD" > build/all/CTestTestfile.cmake
say "running every test of the release, and the unit, fuzz and command-line tests under sanitizers"
[ ! -t 1 ] || terminal=yes
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
ctest --test-dir build/all --verbose --parallel "$(nproc)" | awk -v terminal="${terminal:-no}" -f tests/only_news.awk
