#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of `coldchain readings --summary` (figures, gaps, account of every row, SHA-256) on one file
# of 5,000,000 rows and on 10,000 files of 2,000 rows, with one job and with all, beside what else is
# at hand: wc -l, Python's csv module, Miller (mlr), DuckDB (the `duckdb` program, or a folder with
# its npm package in DUCKDB_NPM). Numbers are printed, nothing is asserted.
#   tests/bench/readings.sh COLDCHAIN [FOLDER] [ROWS] [FILES]
set -eu
coldchain=$(realpath "$1")
folder=${2:-$(mktemp -d)}
rows=${3:-5000000}
files=${4:-10000}
mkdir -p "$folder/many"
cd "$folder"

make_rows() { # rows, first row
    awk -v n="$1" -v from="$2" 'BEGIN {
        print "time_utc,temperature_c"; srand(from + 1)
        for (i = 0; i < n; ++i) {
            m = from + i; t = 5 + 2 * sin(m / 700) + int(rand() * 20) / 100
            d = int(m / 1440)
            printf "%s%02d:%02d:00Z,%.2f\n", day(d), int(m / 60) % 24, m % 60, t
        } }
        function day(d,   y, mo, l) {
            if (d == last) return text
            last = d; y = 2010; mo = 1
            while (d >= (l = 365 + (y % 4 == 0))) { d -= l; ++y }
            split("31 28 31 30 31 30 31 31 30 31 30 31", len, " "); len[2] = 28 + (y % 4 == 0)
            while (d >= len[mo]) d -= len[mo++]
            text = sprintf("%d-%02d-%02dT", y, mo, d + 1); return text
        }'
}
[ -s one.csv ] || make_rows "$rows" 0 > one.csv
if [ "$(find many -name '*.csv' | wc -l)" -lt "$files" ]; then
    make_rows 2000 7 > many/00000.csv
    for i in $(seq 1 $((files - 1))); do
        # each file its own, so that no digest repeats
        name=$(printf 'many/%05d.csv' "$i")
        { head -n 1 many/00000.csv; printf '2009-12-31T23:59:00Z,%d.%02d\n' $((i % 9)) $((i % 100)); tail -n +2 many/00000.csv; } > "$name"
    done
fi

timed() { # label, bytes, command...
    local label=$1 bytes=$2 best=999999 start end took
    shift 2
    for _ in 1 2 3; do
        start=$(date +%s%N); "$@" > /dev/null 2>&1 || true; end=$(date +%s%N)
        took=$(((end - start) / 1000000)); [ "$took" -lt "$best" ] && best=$took
    done
    awk -v l="$label" -v b="$bytes" -v t="$best" 'BEGIN { printf "%-34s %7d ms  %6.2f GB/s\n", l, t, b / t / 1e6 }'
}
all=$(nproc)
size=$(stat -c %s one.csv)
echo "one file, $rows rows, $size bytes"
timed "coldchain, 1 job" "$size" "$coldchain" readings one.csv --summary --format json --jobs 1
timed "coldchain, $all jobs" "$size" "$coldchain" readings one.csv --summary --format json --jobs "$all"
timed "wc -l" "$size" wc -l one.csv
timed "sha256sum" "$size" sha256sum one.csv
duck='select count(*), min(temperature_c), max(temperature_c), avg(temperature_c) from'
if command -v duckdb > /dev/null; then
    timed "duckdb, 1 thread" "$size" duckdb -c "set threads=1; $duck 'one.csv'"
elif [ -n "${DUCKDB_NPM:-}" ]; then
    cat > duck.cjs <<'JS'
const duckdb = require(process.env.DUCKDB_NPM + '/node_modules/duckdb');
const c = new duckdb.Database(':memory:').connect();
c.all(`set threads=${process.argv[2]}`, () => c.all(process.argv[3], (e, r) => console.log(e || r)));
JS
    timed "duckdb (npm), 1 thread" "$size" node duck.cjs 1 "$duck read_csv('one.csv')"
    timed "duckdb (npm), $all threads" "$size" node duck.cjs "$all" "$duck read_csv('one.csv')"
fi
command -v mlr > /dev/null && timed "miller" "$size" mlr --icsv --ojson stats1 -a count,min,max,mean -f temperature_c one.csv
timed "python csv" "$size" python3 -c "
import csv
n, low, high, total = 0, 1e9, -1e9, 0.0
for row in csv.reader(open('one.csv')):
    if n:
        v = float(row[1]); low = min(low, v); high = max(high, v); total += v
    n += 1
print(n, low, high, total / n)"
bytes=$(cat many/*.csv | wc -c)
echo "$files files of 2000 rows, $bytes bytes"
timed "coldchain, 1 job" "$bytes" "$coldchain" readings many --summary --format json --jobs 1
timed "coldchain, $all jobs" "$bytes" "$coldchain" readings many --summary --format json --jobs "$all"
[ -n "${DUCKDB_NPM:-}" ] && timed "duckdb (npm), $all threads" "$bytes" node duck.cjs "$all" "select filename, count(*), min(temperature_c), max(temperature_c), avg(temperature_c) from read_csv('many/*.csv', filename=true) group by 1"
echo "figures of the one file, 1 job and $all jobs:"
"$coldchain" readings one.csv --summary --format json --jobs 1 | sha256sum
"$coldchain" readings one.csv --summary --format json --jobs "$all" | sha256sum
