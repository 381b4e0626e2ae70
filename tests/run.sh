#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds a release, and runs every test.
# --with-peers also installs the programs that give second opinions (zbar, dmtx, poppler, qpdf);
# --sanitize runs the unit and command-line tests again under the address and undefined-behaviour
# sanitizers.
set -eu
cd "$(dirname "$0")/.."
. examples/setup.sh

peers=no
sanitize=no
for word in "$@"; do
    case $word in
    --with-peers) peers=yes ;;
    --sanitize) sanitize=yes ;;
    -h | --help) say "usage: tests/run.sh [--with-peers] [--sanitize]"; exit 0 ;;
    *) say "tests/run.sh: $word is not known; the options are --with-peers and --sanitize" >&2; exit 2 ;;
    esac
done

install_packages "${build_packages[@]}"
[ $peers = no ] || install_packages "${peer_packages[@]}"

jobs=$(nproc)
code=0
build release
say "running every test (release)"
ctest --test-dir build/release --output-on-failure --parallel "$jobs" || code=$?
if [ $sanitize = yes ]; then
    build asan
    say "running the unit and command-line tests under sanitizers"
    ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} \
        ctest --test-dir build/asan --output-on-failure --parallel "$jobs" -L '^(unit|cli)$' || code=$?
fi
[ $code = 0 ] || say "tests failed; see above" >&2
exit $code
