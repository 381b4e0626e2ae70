#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lines decoded a second with all checks, as text and as JSON, on one core, each also as a ratio to
# `wc -l` on the same file in the same run: isbt_decode.sh COLDCHAIN [LINES]
# The three take turns, seven times; the medians of the seven times are shown, and the medians of
# the seven ratios. What else the machine does slows the clock and not the processor time, so lines a
# second of processor time are shown too.
set -eu
coldchain=$1
lines=${2:-1000000}
rounds=7
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$coldchain" --version > /dev/null || { echo "isbt_decode.sh: $coldchain does not run" >&2; exit 2; }
core=""
command -v taskset > /dev/null && core="taskset -c 0"

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

# nanoseconds that a command takes; an answer of no (1) is expected here
nanoseconds() {
    start=$(date +%s%N)
    $core "$@" > /dev/null || [ $? = 1 ] || exit 2
    end=$(date +%s%N)
    echo $((end - start))
}

# hundredths of a second of processor time, user and system
processor() {
    sh -c '"$@" > /dev/null; times' sh $core "$@" | tail -n 1 |
        awk '{ split($1, u, "[ms]"); split($2, y, "[ms]"); print (u[1] * 60 + u[2] + y[1] * 60 + y[2]) * 100 }'
}

round=0
while [ "$round" -lt "$rounds" ]; do
    wc=$(nanoseconds wc -l "$work/lines")
    text=$(nanoseconds "$coldchain" isbt decode --input "$work/lines")
    json=$(nanoseconds "$coldchain" isbt decode --format json --input "$work/lines")
    text_cpu=$(processor "$coldchain" isbt decode --input "$work/lines")
    json_cpu=$(processor "$coldchain" isbt decode --format json --input "$work/lines")
    echo "$wc $text $json $text_cpu $json_cpu" >> "$work/times"
    round=$((round + 1))
done

# column N of the times, or a ratio, sorted: the one in the middle
median() {
    awk "{ print $1 }" "$work/times" | sort -n | sed -n "$((rounds / 2 + 1))p"
}

echo "$lines lines, one core, medians of $rounds"
awk -v n="$lines" -v wc="$(median '$1')" -v text="$(median '$2')" -v json="$(median '$3')" \
    -v text_cpu="$(median '$4')" -v json_cpu="$(median '$5')" \
    -v text_ratio="$(median '$2 / $1')" -v json_ratio="$(median '$3 / $1')" 'BEGIN {
    printf "wc -l          %12.0f lines/s\n", n / wc * 1e9
    printf "decode, text   %12.0f lines/s, %.1f times the time of wc -l\n", n / text * 1e9, text_ratio
    printf "decode, JSON   %12.0f lines/s, %.1f times the time of wc -l\n", n / json * 1e9, json_ratio
    printf "a second of processor time: text %.0f lines, JSON %.0f lines\n", \
        n / text_cpu * 100, n / json_cpu * 100
}'
