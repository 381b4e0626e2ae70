#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How fast papers are made, on one core: the full set of a shipment, and 5,000 manifests with one file
# each, whose memory must not grow with their number. Medians of five runs; nothing is asserted.
#   tests/bench/documents.sh [COLDCHAIN] [MANIFESTS]
set -eu
cd "$(dirname "$0")/../.."
coldchain=$(realpath "${1:-build/release/coldchain}")
manifests=${2:-5000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
core="taskset -c 0"
command -v taskset > /dev/null || core=
timer=$(command -v time || true)

# copies of a shipment under ids of their own
copies() { # example count folder
    mkdir -p "$3"
    for n in $(seq "$2"); do
        sed "s/^id = \"SHP-.*/id = \"SHP-$n\"/" "examples/$1/shipment.toml" > "$3/$n.toml"
    done
}
milliseconds() { # command...
    local start end
    start=$(date +%s%N)
    "$@" > /dev/null || true
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
}
median() { sort -n | sed -n 3p; }

echo "load average before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
sets=20
for example in a-car-t-dry-shipper b-samples-on-dry-ice-fixed d-culture-by-cargo-aircraft; do
    copies "$example" "$sets" "$work/$example"
    for run in 1 2 3 4 5; do
        milliseconds $core "$coldchain" document all "$work/$example"/*.toml --quiet -o "$work/out"
        rm -rf "$work/out"
    done | median > "$work/median"
    files=$("$coldchain" document all "examples/$example/shipment.toml" --quiet -o "$work/one" && ls "$work/one" | wc -l)
    rm -rf "$work/one"
    awk -v ms="$(cat "$work/median")" -v n="$sets" -v name="$example" -v files="$files" \
        'BEGIN { printf "full set, %s: %d files, %.1f sets a second on one core\n", name, files, n * 1000 / ms }'
done

# memory of the same work for a tenth and for all
peak() { # count form
    rm -rf "$work/many" "$work/out"
    copies a-car-t-dry-shipper "$1" "$work/many"
    if [ -n "$timer" ]; then
        "$timer" -f '%M %e' $core "$coldchain" document manifest "$work/many"/*.toml --to "$2" --quiet -o "$work/out" 2>&1 | tail -n 1
    else
        $core "$coldchain" document manifest "$work/many"/*.toml --to "$2" --quiet -o "$work/out" &
        local peak=0 now start
        start=$(date +%s%N)
        while now=$(awk '/VmHWM/ { print $2 }' "/proc/$!/status" 2> /dev/null) && [ -n "$now" ]; do
            peak=$now
            sleep 0.05
        done
        wait $!
        echo "$peak $(($(($(date +%s%N) - start)) / 1000000000))"
    fi
}
for form in xml pdf; do
    for count in $((manifests / 10)) "$manifests"; do
        read -r kilobytes seconds < <(peak "$count" "$form")
        echo "manifests as $form: $count in $seconds s, $(ls "$work/out" | wc -l) files, peak memory $kilobytes KiB"
    done
done
echo "load average after: $(cut -d ' ' -f 1-3 /proc/loadavg)"
