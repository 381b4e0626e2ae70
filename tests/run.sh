#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and runs every test: a release build with all of them, then the
# unit and command-line tests again under the address and undefined-behaviour sanitizers.
# --with-peers also installs the programs that give second opinions (zbar, dmtx, poppler, qpdf).
set -eu
cd "$(dirname "$0")/.."
. examples/setup.sh

peers=no
for word in "$@"; do
    case $word in
    --with-peers) peers=yes ;;
    -h | --help) say "usage: tests/run.sh [--with-peers]"; exit 0 ;;
    *) say "tests/run.sh: $word is not known; the only option is --with-peers" >&2; exit 2 ;;
    esac
done

install_packages "${build_packages[@]}"
[ $peers = no ] || install_packages "${peer_packages[@]}"

jobs=$(nproc)
code=0
build release
say "running every test (release)"
ctest --test-dir build/release --output-on-failure --parallel "$jobs" || code=$?
build asan
say "running the unit and command-line tests under sanitizers"
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
ctest --test-dir build/asan --output-on-failure --parallel "$jobs" -L '^(unit|cli)$' || code=$?
[ $code = 0 ] || say "tests failed in one of the two runs; see above" >&2
exit $code
