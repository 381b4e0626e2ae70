#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How fast papers are made, in processor time of one core: the full set of a shipment, and 5,000
# manifests with one file each, whose memory must not grow with their number. Medians of five runs;
# nothing is asserted.
#   tests/bench/documents.sh [COLDCHAIN] [MANIFESTS]
set -eu
cd "$(dirname "$0")/../.."
coldchain=$(realpath "${1:-build/release/coldchain}")
manifests=${2:-5000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# copies of a shipment under ids of their own, without its recording
copies() { # example count folder
    mkdir -p "$3"
    for n in $(seq "$2"); do
        sed -e "s/^id = \"SHP-.*/id = \"SHP-$n\"/" -e '/^recording = /d' "examples/$1/shipment.toml" > "$3/$n.toml"
    done
}
# milliseconds of processor time, which other work on the machine changes little
cpu() { # command...
    local TIMEFORMAT='%U %S'
    { time "$@" > /dev/null 2>&1 || true; } 2>&1 | awk '{ printf "%d\n", ($1 + $2) * 1000 }'
}

echo "load average before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
sets=20
for example in a-car-t-dry-shipper b-samples-on-dry-ice-fixed d-culture-by-cargo-aircraft; do
    copies "$example" "$sets" "$work/$example"
    for run in 1 2 3 4 5; do
        cpu "$coldchain" document all "$work/$example"/*.toml --quiet -o "$work/out"
        rm -rf "$work/out"
    done | sort -n | sed -n 3p > "$work/median"
    "$coldchain" document all "examples/$example/shipment.toml" --quiet -o "$work/one" > /dev/null || true
    files=$(find "$work/one" -type f | wc -l)
    rm -rf "$work/one"
    awk -v ms="$(cat "$work/median")" -v n="$sets" -v name="$example" -v files="$files" 'BEGIN {
        printf "full set, %s: %d files, %.1f sets a second of one core\n", name, files, n * 1000 / ms }'
done

# memory of the same work for a tenth and for all
for form in xml pdf; do
    for count in $((manifests / 10)) "$manifests"; do
        rm -rf "$work/many" "$work/out"
        copies a-car-t-dry-shipper "$count" "$work/many"
        "$coldchain" document manifest "$work/many"/*.toml --to "$form" --quiet -o "$work/out" &
        pid=$!
        peak=0
        ticks=0
        while now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2> /dev/null) && [ -n "$now" ]; do
            peak=$now
            ticks=$(awk '{ print $14 + $15 }' "/proc/$pid/stat" 2> /dev/null || echo "$ticks")
            sleep 0.02
        done
        wait "$pid"
        awk -v form="$form" -v count="$count" -v files="$(find "$work/out" -type f | wc -l)" \
            -v peak="$peak" -v ticks="$ticks" -v hertz="$(getconf CLK_TCK)" 'BEGIN {
            printf "manifests as %s: %d files, %.0f a second of one core, peak memory %d KiB\n",
                form, files, count * hertz / (ticks ? ticks : 1), peak }'
    done
done
echo "load average after: $(cut -d ' ' -f 1-3 /proc/loadavg)"
