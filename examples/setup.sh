#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shared by examples/run.sh and tests/run.sh: installs the Debian packages that are missing and builds
# a preset. Safe to repeat; does nothing, quietly, when there is nothing to do.

build_packages=(
    g++ cmake ninja-build pkg-config
    libzxing-dev libzint-dev            # symbols, both ways
    libhpdf-dev libqpdf-dev libpng-dev zlib1g-dev  # pages
    libfreetype-dev libharfbuzz-dev fonts-dejavu-core
    libboost-program-options-dev libtomlplusplus-dev nlohmann-json3-dev libpugixml-dev
    libhowardhinnant-date-dev tzdata libssl-dev
    catch2
)
# second opinions: foreign readers of symbols and pages, and locales other than C
peer_packages=(
    zbar-tools dmtx-utils poppler-utils qpdf locales
    # what makes a .deb
    dpkg-dev file
    # shells that complete, readers of manual pages, a judge of JSON Schema
    zsh fish mandoc man-db python3-jsonschema
    # PDFBox Preflight, for the pages of certificates
    libpdfbox2-java libcommons-logging-java libactivation-java libjaxb-api-java default-jre-headless
)

say() { printf '%s\n' "$*"; }
die() { printf 'failed: %s\n' "$*" >&2; exit 3; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        die "installing packages needs root or sudo: $*"
    fi
}

# install_packages NAME...: only those that are missing
install_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2> /dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return 0
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    local log
    log=$(mktemp)
    as_root apt-get update -qq > "$log" 2>&1 || { cat "$log"; die "apt-get update"; }
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        > "$log" 2>&1 || { tail -n 30 "$log"; die "apt-get install ${missing[*]}"; }
    rm -f "$log"
}

# build PRESET [TARGET...]: configures when needed, builds; says nothing when nothing changed
build() {
    local preset=$1
    shift
    mkdir -p "build/$preset"
    local log="build/$preset/setup.log" targets=()
    [ $# = 0 ] || targets=(--target "$@")
    if [ ! -e "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" > "$log" 2>&1 || { tail -n 30 "$log"; die "configuring preset $preset, see $log"; }
    fi
    cmake --build --preset "$preset" "${targets[@]}" > "$log" 2>&1 &
    local builder=$! said="" step="" seconds=0
    while kill -0 $builder 2> /dev/null; do
        sleep 0.5
        seconds=$((seconds + 1))
        # a line of a compiler at work: before it, nothing is worth telling
        step=$(grep -oE '^\[[0-9]+/[0-9]+\] (Building|Linking)' "$log" | tail -n 1 | cut -d ' ' -f 1 || true)
        [ -n "$step" ] || continue
        [ -n "$said" ] || say "building preset $preset (a few minutes the first time)"
        if [ -t 1 ]; then
            printf '\r  %s' "$step"
        elif [ $((seconds % 20)) = 0 ] && [ "$step" != "$said" ]; then
            say "  $step"
        fi
        said=$step
    done
    [ -z "$said" ] || [ ! -t 1 ] || printf '\r\033[K'
    wait $builder || { grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking)' "$log" | tail -n 60; die "building preset $preset, see $log"; }
}
