#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lines decoded a second with all checks, as text and as JSON, each also as a ratio to `wc -l` on
# the same file in the same run: isbt_decode.sh COLDCHAIN [LINES]
set -eu
coldchain=$1
lines=${2:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# what a blood bank's scanners give: numbers, groups, products, dates, pairs, one line in a hundred
# wrong; sample facilities only
awk -v n="$lines" 'BEGIN {
    for (i = 0; i < n; i++) {
        din = sprintf("=A999%d%02d%06d00", i % 10, 20 + i % 7, i % 1000000)
        if (i % 100 == 99) print "=%ZZ00"
        else if (i % 5 == 0) print "=%6200"
        else if (i % 5 == 1) print "=<S1128V00"
        else if (i % 5 == 2) printf "&>026%03d2359\n", 1 + i % 365
        else if (i % 5 == 3) print din "=%5100"
        else print din
    }
}' > "$work/lines"

# seconds that a command takes, the best of three runs
seconds() {
    for run in 1 2 3; do
        start=$(date +%s%N)
        "$@" > /dev/null || [ $? = 1 ]
        end=$(date +%s%N)
        echo $((end - start))
    done | sort -n | head -n 1 | awk '{ print $1 / 1e9 }'
}

wc=$(seconds wc -l "$work/lines")
text=$(seconds "$coldchain" isbt decode --input "$work/lines")
json=$(seconds "$coldchain" isbt decode --format json --input "$work/lines")
awk -v n="$lines" -v wc="$wc" -v text="$text" -v json="$json" 'BEGIN {
    printf "%d lines, one core\n", n
    printf "wc -l          %12.0f lines/s\n", n / wc
    printf "decode, text   %12.0f lines/s, %.1f times the time of wc -l\n", n / text, text / wc
    printf "decode, JSON   %12.0f lines/s, %.1f times the time of wc -l\n", n / json, json / wc
}'
