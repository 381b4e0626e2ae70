#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check over many shipments as JSON Lines on standard input: rule evaluations a second, memory for a
# tenth and for all of them, and what a second thread brings: check.sh COLDCHAIN [SHIPMENTS]
# One thread and two take turns, five times; medians are shown, and the median of the five ratios.
# Every shipment is the worked dry shipper with an id of its own. There is no peer that judges such a
# document, so `wc -l` on the same file stands beside it as the floor. A busy machine blurs the
# figures a second more than the ratios.
set -eu
coldchain=$1
shipments=${2:-10000}
rounds=5
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$coldchain" --version > /dev/null || { echo "check.sh: $coldchain does not run" >&2; exit 2; }

tr -d '\n' < "$here/../fuzz/corpus/shipment/a-car-t-dry-shipper.json" > "$work/one"
awk -v n="$shipments" '{
    at = index($0, "SHP-2026-0117")
    for (i = 1; i <= n; i++) printf "%sS-%d%s\n", substr($0, 1, at - 1), i, substr($0, at + 13)
}' "$work/one" > "$work/lines"
head -n $((shipments / 10)) "$work/lines" > "$work/tenth"

# nanoseconds that a command takes
nanoseconds() {
    start=$(date +%s%N)
    "$@" > /dev/null || [ $? = 1 ] || exit 2
    end=$(date +%s%N)
    echo $((end - start))
}
one() { "$coldchain" check --format json - < "$work/lines"; }
two() { "$coldchain" check --format json --jobs 2 - < "$work/lines"; }

round=0
while [ "$round" -lt "$rounds" ]; do
    echo "$(nanoseconds wc -l "$work/lines") $(nanoseconds one) $(nanoseconds two)" >> "$work/times"
    round=$((round + 1))
done

# the middle of an expression over the columns
median() {
    awk "{ printf \"%.9f\n\", $1 }" "$work/times" | sort -n |
        awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
head -n 1 "$work/lines" > "$work/first"
rules=$("$coldchain" check --format json - < "$work/first" | grep -o '"rules_evaluated":[0-9]*' | head -n 1 | cut -d: -f2)
awk -v n="$shipments" -v rules="$rules" -v one="$(median '$2')" -v two="$(median '$3')" \
    -v wc="$(median '$2 / $1')" -v ratio="$(median '$2 / $3')" 'BEGIN {
    printf "%d shipments, %d rules each, one thread: %.2f s, %.0f shipments/s, %.0f rule evaluations/s\n",
        n, rules, one / 1e9, n / (one / 1e9), n * rules / (one / 1e9)
    printf "two threads: %.2f s; one thread takes %.2f times as long as two\n", two / 1e9, ratio
    printf "%.0f times the time of wc -l on the same file\n", wc
}'

# processor time tells more than the clock where other work shares the machine
if command -v /usr/bin/time > /dev/null; then
    seconds=$(/usr/bin/time -f %U "$coldchain" check --quiet - < "$work/lines" 2>&1 > /dev/null | tail -n 1)
    awk -v n="$shipments" -v rules="$rules" -v s="$seconds" 'BEGIN {
        printf "processor time, one thread, no report: %.2f s, %.0f rule evaluations a second of it\n",
            s, n * rules / s
    }'
fi

# the most memory that was in use, in kilobytes
peak() {
    if command -v /usr/bin/time > /dev/null; then
        /usr/bin/time -f %M "$coldchain" check --quiet $2 - < "$1" 2>&1 > /dev/null | tail -n 1
    else
        echo "not measured: /usr/bin/time is not installed"
    fi
}
echo "peak memory, kB: $(peak "$work/tenth" "") for $((shipments / 10)), $(peak "$work/lines" "") for $shipments, $(peak "$work/lines" "--jobs 2") with two threads"
