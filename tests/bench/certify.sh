#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of `coldchain certify`: shipments of 2,000 readings to a record (JSON) and to a certificate
# (PDF), and one recording of 5,000,000 readings, each beside `coldchain readings --summary` on the
# same file, whose reading, figures and digest certify needs too. One process a shipment, one core.
# Rounds are interleaved and the middle one counts, so that a busy machine moves both alike: the
# ratios mean more than the times. Numbers are printed, nothing is asserted.
#   tests/bench/certify.sh COLDCHAIN [FOLDER] [SHIPMENTS] [ROWS]
set -eu
coldchain=$(realpath "$1")
folder=${2:-$(mktemp -d)}
shipments=${3:-50}
rows=${4:-5000000}
mkdir -p "$folder"
cd "$folder"

make_rows() { # rows: one a minute, between 3 and 7.2 C
    awk -v n="$1" 'BEGIN {
        print "Serial Number: B1"; print "time_utc,temperature_c"; srand(1)
        for (i = 0; i < n; ++i) {
            t = 5 + 2 * sin(i / 700) + int(rand() * 20) / 100
            printf "%s%02d:%02d:00Z,%.2f\n", day(int(i / 1440)), int(i / 60) % 24, i % 60, t
        } }
        function day(d,   y, mo, l) {
            if (d == last && text != "") return text
            last = d; y = 2010; mo = 1
            while (d >= (l = 365 + (y % 4 == 0))) { d -= l; ++y }
            split("31 28 31 30 31 30 31 31 30 31 30 31", len, " "); len[2] = 28 + (y % 4 == 0)
            while (d >= len[mo]) d -= len[mo++]
            text = sprintf("%d-%02d-%02dT", y, mo, d + 1); return text
        }'
}

if [ ! -s s00000/shipment.toml ]; then
    make_rows 2000 > 2000.csv
    for i in $(seq 0 $((shipments - 1))); do
        name=$(printf 's%05d' "$i")
        mkdir -p "$name"
        { head -n 2 2000.csv; printf '2009-12-31T23:59:00Z,5.%02d\n' $((i % 100)); tail -n +3 2000.csv; } > "$name/export.csv"
        cat > "$name/shipment.toml" <<TOML
schema = "coldchain.shipment/1"
id = "BENCH-$i"
ship_at = 2010-01-01T01:00:00Z
mode = "road"
regimes = ["adr"]
[shipper]
name = "Example"
[consignee]
name = "Example"
[[package]]
id = "PKG1"
limits = "2-8"
[[logger]]
serial = "B1"
package = "PKG1"
role = "payload"
recording = "export.csv"
[logger.calibration]
certificate = "CAL-1"
due = 2030-01-01
uncertainty = "0.5 C"
[custody.packed]
at = 2010-01-01T00:30:00Z
[custody.received]
at = 2010-01-02T09:00:00Z
TOML
    done
fi
[ -s one.csv ] || make_rows "$rows" > one.csv

readings_all() { for f in s*/; do "$coldchain" readings "$f/export.csv" --summary > /dev/null; done; }
json_all() { for f in s*/; do "$coldchain" certify "$f/shipment.toml" --format json > /dev/null; done; }
pdf_all() { for f in s*/; do "$coldchain" certify "$f/shipment.toml" -q -o "$f/c.pdf" --force; done; }
# readings with one job, as certify reads with one
readings_one() { "$coldchain" readings one.csv --summary --jobs 1 > /dev/null; }
json_one() { "$coldchain" certify one.csv --limits 2-8 --window recording --format json > /dev/null; }
pdf_one() { "$coldchain" certify one.csv --limits 2-8 --window recording -q -o one.pdf --force; }

# compare COUNT UNIT NAME...: five interleaved rounds; the first name is what the others stand beside
compare() {
    local count=$1 unit=$2 round name start
    shift 2
    for name in "$@"; do : > "times.$name"; done
    for round in 1 2 3 4 5; do
        for name in "$@"; do
            start=$(date +%s%N)
            "$name" || [ $? = 1 ]
            echo $((($(date +%s%N) - start) / 1000)) >> "times.$name"
        done
    done
    local base=
    for name in "$@"; do
        local middle
        middle=$(sort -n "times.$name" | sed -n 3p)
        base=${base:-$middle}
        awk -v n="$name" -v us="$middle" -v c="$count" -v u="$unit" -v b="$base" 'BEGIN {
            printf "  %-13s %9.1f ms  %11.0f %s/s  %5.2f times %s\n", n, us / 1000, c / (us / 1e6), u, us / b, "readings" }'
    done
}
echo "$(find . -maxdepth 1 -name 's0*' | wc -l) shipments of 2001 readings, one process each"
compare "$(find . -maxdepth 1 -name 's0*' | wc -l)" shipments readings_all json_all pdf_all
echo "one recording of $rows readings"
compare "$rows" readings readings_one json_one pdf_one
