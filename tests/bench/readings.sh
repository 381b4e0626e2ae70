#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of `coldchain readings --summary` (lowest, highest, mean, MKT, gaps, an account of every row,
# SHA-256) on one file of 5,000,000 rows and on 10,000 files of 2,000 rows, beside what else is at
# hand: wc -l, sha256sum, Python's csv module, Miller (mlr), and DuckDB as the npm package
# @duckdb/node-api in the folder DUCKDB_NPM. A peer that is not installed is named and skipped.
#   tests/bench/readings.sh COLDCHAIN [FOLDER] [ROWS] [FILES]
# All take turns, RUNS times (5); medians of wall time and of processor time are shown, with their
# ratio to coldchain on one job (which takes a SHA-256 too) in the same runs. On a busy machine the wall times are of no use;
# the ratios of processor time still are. Nothing is asserted.
set -eu
coldchain=$(realpath "$1")
folder=${2:-$(mktemp -d)}
rows=${3:-5000000}
files=${4:-10000}
runs=${RUNS:-5}
mkdir -p "$folder/many"
cd "$folder"

# One reading a minute from 2010 on, two decimals, a wave and some noise; each file its own.
make_rows='
function day(d,   y, mo, l, len) {
    if (text != "" && d == last) return text
    last = d; y = 2010; mo = 1
    while (d >= (l = 365 + (y % 4 == 0))) { d -= l; ++y }
    split("31 28 31 30 31 30 31 31 30 31 30 31", len, " "); len[2] = 28 + (y % 4 == 0)
    while (d >= len[mo]) d -= len[mo++]
    return text = sprintf("%d-%02d-%02dT", y, mo, d + 1)
}
BEGIN {
    srand(1)
    for (f = 0; f < files; ++f) {
        out = files == 1 ? "one.csv" : sprintf("many/%05d.csv", f)
        print "time_utc,temperature_c" > out
        for (i = 0; i < rows; ++i) {
            m = f + i
            printf "%s%02d:%02d:00Z,%.2f\n", day(int(m / 1440)), int(m / 60) % 24, m % 60,
                5 + 2 * sin(m / 700) + int(rand() * 20) / 100 > out
        }
        close(out)
    }
}'
[ -s one.csv ] || awk -v rows="$rows" -v files=1 "$make_rows"
[ -s "$(printf 'many/%05d.csv' $((files - 1)))" ] || awk -v rows=2000 -v files="$files" "$make_rows"

cat > rows.py <<'PY'
import csv
count, low, high, total = 0, 1e9, -1e9, 0.0
with open("one.csv", newline="") as file:
    reader = csv.reader(file)
    next(reader)
    for row in reader:
        value = float(row[1])
        low, high, total, count = min(low, value), max(high, value), total + value, count + 1
print(count, low, high, total / count)
PY
cat > duck.cjs <<'JS'
const duckdb = require(process.env.DUCKDB_NPM + '/node_modules/@duckdb/node-api');
(async () => {
    const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: process.argv[2] });
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(process.argv[3]);
    if (process.argv[4]) console.log(reader.getRows().slice(0, 3));
})();
JS

labels=()
commands=()
add() { labels+=("$1"); commands+=("$2"); }

# Wall and processor seconds of one command.
measure() {
    local TIMEFORMAT='%R %U %S'
    { time bash -c "$1" > /dev/null 2> /dev/null; } 2>&1 | awk '{ print $1, $2 + $3 }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

compare() { # bytes
    local i round wall cpu w c base_w=0 base_c=0
    rm -f times.*
    for round in $(seq "$runs"); do
        for i in "${!commands[@]}"; do measure "${commands[$i]}" >> "times.$i"; done
    done
    printf '  %-30s %9s %9s %8s %10s %10s\n' "" "wall s" "cpu s" "GB/s" "wall ratio" "cpu ratio"
    for i in "${!commands[@]}"; do
        w=$(awk '{ print $1 }' "times.$i" | median)
        c=$(awk '{ print $2 }' "times.$i" | median)
        [ "$i" -gt 0 ] || { base_w=$w; base_c=$c; }
        awk -v l="${labels[$i]}" -v w="$w" -v c="$c" -v bw="$base_w" -v bc="$base_c" -v b="$1" \
            'BEGIN { printf "  %-30s %9.3f %9.3f %8.2f %10.2f %10.2f\n", l, w, c, b / w / 1e9, w / bw, c / bc }'
    done
    labels=()
    commands=()
}

all=$(nproc)
size=$(stat -c %s one.csv)
summary="--summary --format json"
echo "one file, $rows rows, $size bytes; medians of $runs runs that took turns"
add "coldchain, 1 job" "'$coldchain' readings one.csv $summary --jobs 1"
add "coldchain, $all jobs" "'$coldchain' readings one.csv $summary --jobs $all"
add "coldchain, 1 job, no digest" "'$coldchain' readings one.csv $summary --jobs 1 --no-digest"
add "wc -l" "wc -l one.csv"
add "sha256sum" "sha256sum one.csv"
aggregate="select count(*), min(temperature_c), max(temperature_c), avg(temperature_c)"
if [ -n "${DUCKDB_NPM:-}" ]; then
    add "duckdb, its start alone" "node duck.cjs 1 'select 1'"
    add "duckdb, 1 thread" "node duck.cjs 1 \"$aggregate from read_csv('one.csv')\""
    add "duckdb, $all threads" "node duck.cjs $all \"$aggregate from read_csv('one.csv')\""
else
    echo "  skipped: duckdb is not installed (DUCKDB_NPM)"
fi
if command -v mlr > /dev/null; then
    add "miller" "mlr --icsv --ojson stats1 -a count,min,max,mean -f temperature_c one.csv"
else
    echo "  skipped: mlr is not installed"
fi
add "python csv" "python3 rows.py"
compare "$size"

bytes=$(find many -name '*.csv' -printf '%s\n' | awk '{ s += $1 } END { print s }')
echo "$files files of 2000 rows, $bytes bytes, SHA-256 of each; medians of $runs runs that took turns"
add "coldchain, 1 job" "'$coldchain' readings many $summary --jobs 1"
add "coldchain, $all jobs" "'$coldchain' readings many $summary --jobs $all"
add "wc -l" "find many -name '*.csv' -print0 | xargs -0 wc -l"
if [ -n "${DUCKDB_NPM:-}" ]; then
    each="filename, count(*), min(temperature_c), max(temperature_c), avg(temperature_c)"
    add "duckdb, $all threads" \
        "node duck.cjs $all \"select $each from read_csv('many/*.csv', filename=true) group by 1\""
fi
compare "$bytes"

echo "the same bits for any number of jobs:"
for jobs in 1 2 3 8; do
    printf '  %d jobs: one file %s, many files %s\n' "$jobs" \
        "$("$coldchain" readings one.csv $summary --jobs "$jobs" | sha256sum | cut -c1-16)" \
        "$("$coldchain" readings many $summary --jobs "$jobs" | sha256sum | cut -c1-16)"
done
echo "memory at most (1 job, one file), next to its $size bytes:"
if [ -x /usr/bin/time ]; then
    /usr/bin/time -f '  %M KiB' "$coldchain" readings one.csv $summary --jobs 1 > /dev/null
else
    echo "  skipped: time is not installed"
fi
