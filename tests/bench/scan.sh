#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Reading a sheet beside zbar and dmtx, which need a run each: scan.sh COLDCHAIN [ROUNDS]
# The sheet (tests/bench/scan/sheet.cpp) has the same symbol twice, an upright one, a Data Matrix off
# the centre line and printed text: 6 symbols; it is read at the printer's own dots, and as pdftoppm paints it. All take turns; the medians of processor time and of
# the ratios of the same turn are shown, and how many symbols each found. dmtxread is helped: it is
# told that there is one matrix (-N1, else it searches on for tens of seconds) and to halve the page
# at 600 dpi (-S2), where it is faster so.
set -eu
coldchain=$(realpath "$1")
rounds=${2:-5}
sheet=$(dirname "$coldchain")/tests/bench/bench_scan_sheet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in zbarimg dmtxread; do
    command -v $program > /dev/null || { echo "skipped: $program is not installed"; exit 77; }
done
[ -x "$sheet" ] || { echo "skipped: bench_scan_sheet is not built (cmake --build --preset release --target bench_scan_sheet)"; exit 77; }

# tenths of a millisecond of processor time; ten runs, because the clock ticks in hundredths of a second
measure() {
    /usr/bin/time -f "%U %S" -o "$work/time" sh -c 'i=0; while [ $i -lt 10 ]; do
        "$@" > '"$work"'/said 2> '"$work"'/noise; i=$((i + 1)); done' runs "$@" || true
    awk 'END { printf "%d", ($1 + $2) * 1000 }' "$work/time"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

compare() { # DPI HOW; the picture is sheet.png
    shrink=1
    [ "$1" = 600 ] && shrink=2
    rm -f "$work/turns"
    for _ in $(seq "$rounds"); do
        ours=$(measure "$coldchain" scan "$work/sheet.png" --format json)
        found=$(grep -c '"symbology"' "$work/said" || true)
        bars=$(measure zbarimg --quiet --raw -Sdisable -Scode128.enable "$work/sheet.png")
        zbar_found=$(grep -c . "$work/said" || true)
        matrix=$(measure dmtxread -N1 -S$shrink "$work/sheet.png")
        dmtx_found=$(tr '\n' ' ' < "$work/said" | grep -c '=+02' || true)
        echo "$ours $((bars + matrix))" >> "$work/turns"
    done
    printf '%s dpi, %s: %s ms for %d of 6 symbols, zbar + dmtx %s times that; they found %d and %d\n' \
        "$1" "$2" "$(cut -d' ' -f1 "$work/turns" | median | awk '{ print $1 / 10 }')" "$found" \
        "$(awk '{ printf "%.2f\n", $2 / $1 }' "$work/turns" | median)" "$zbar_found" "$dmtx_found"
}

for dpi in 203 300 600; do
    "$sheet" $dpi "$work/sheet.png"
    compare $dpi "black and white"
    command -v pdftoppm > /dev/null || { echo "skipped: pdftoppm is not installed"; continue; }
    "$sheet" $dpi "$work/sheet.pdf"
    # grey at the edges of what does not fall on whole dots
    pdftoppm -gray -r $((dpi - 2)) -png -singlefile "$work/sheet.pdf" "$work/sheet"
    compare $dpi "grey"
done
