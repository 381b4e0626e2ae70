#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Labels beside other makers of labels: label.sh COLDCHAIN [LABELS] [FOLDER-OF-NODE-MODULES]
# A label has 6 linear symbols, a Data Matrix and 27 lines of text. All take turns, five times; the
# medians of processor time and of the ratios of the same turn are shown. Other programs slow the
# clock and not the processor time, so ratios are of processor time, except for two jobs beside one.
# Needs python3-reportlab and zint (Debian), bwip-js and pdfkit (npm); what is missing is skipped.
set -eu
coldchain=$(realpath "$1")
labels=${2:-1000}
modules=${3:-}
rounds=5
cd "$(dirname "$0")/../.."
here=tests/bench/label
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3=/usr/bin/python3
$python3 $here/orders.py "$labels" > "$work/orders.jsonl"
head -n 1 "$work/orders.jsonl" > "$work/one.jsonl"
alone=$(dirname "$coldchain")/tests/bench/bench_label_pdf

# milliseconds of processor time and of the clock that a command takes
measure() {
    /usr/bin/time -f "%U %S %e" -o "$work/time" "$@" > "$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
    awk '{ printf "%d %d", ($1 + $2) * 1000, $3 * 1000 }' "$work/time"
}
label() { # ORDERS JOBS OUT
    measure "$coldchain" label "$1" --data $here --template bench-100x100 --printer 300dpi --force --quiet --jobs "$2" -o "$3"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
say_ratio() { # NAME, with "ours theirs" on each line of a file
    printf '%-58s %6d ms  ratio %s\n' "$1" "$(cut -d' ' -f1 "$2" | median)" \
        "$(awk '{ printf "%.2f\n", $1 / $2 }' "$2" | median)"
}

[ -x "$alone" ] || echo "skipped: bench_label_pdf is not built (cmake --build --preset release --target bench_label_pdf)"
has_reportlab=no
$python3 -c 'import reportlab' 2> /dev/null && has_reportlab=yes || echo "skipped: python3-reportlab is not installed"
has_bwip=no
if [ -n "$modules" ] && [ -d "$modules/node_modules/bwip-js" ] && [ -d "$modules/node_modules/pdfkit" ]; then
    has_bwip=yes
    cp $here/bwip_labels.mjs "$modules/"
    modules=$(realpath "$modules")
else
    echo "skipped: bwip-js and pdfkit are not installed"
fi
has_zint=no
command -v zint > /dev/null && has_zint=yes || echo "skipped: zint is not installed"

some=$((labels / 20)) # the slow ones make fewer labels, counted up
for _ in $(seq $rounds); do
    one=$(label "$work/orders.jsonl" 1 "$work/one.pdf")
    two=$(label "$work/orders.jsonl" 2 "$work/two.pdf")
    echo "${one#* } ${two#* }" >> "$work/jobs"
    single=$(label "$work/one.jsonl" 1 "$work/single.pdf")
    echo "${single#* }" >> "$work/single"
    [ ! -x "$alone" ] || bare=$(measure "$alone" . $here "$work/orders.jsonl" "$work/alone.pdf")
    if [ $has_reportlab = yes ]; then
        theirs=$(measure $python3 $here/reportlab_labels.py "$labels" "$work/reportlab.pdf")
        echo "${one% *} ${theirs% *}" >> "$work/proof"
        [ ! -x "$alone" ] || echo "${bare% *} ${theirs% *}" >> "$work/alone"
    fi
    if [ $has_bwip = yes ]; then
        theirs=$(cd "$modules" && measure node bwip_labels.mjs "$labels" "$work/bwip.pdf")
        echo "${theirs% *} ${one% *}" >> "$work/bwip"
        [ ! -x "$alone" ] || echo "${theirs% *} ${bare% *}" >> "$work/bwip-alone"
    fi
    if [ $has_zint = yes ]; then
        theirs=$(measure sh -c 'for i in $(seq '$some'); do
            for v in "=A99992600000000" "=%6400" "&*0263241015" "=<S1128100" "&>0273262359" "&}0263250800"; do
                zint -b 20 -d "$v" -o '"$work"'/z.svg; done
            zint -b 71 -d "=+05000=A99992600000000=%6400=<S1128100&>0273262359&*0263241015" -o '"$work"'/z.svg; done')
        echo "$((${theirs% *} * labels / some)) ${one% *}" >> "$work/zint"
        [ ! -x "$alone" ] || echo "$((${theirs% *} * labels / some)) ${bare% *}" >> "$work/zint-alone"
    fi
done

echo "$labels labels at 300 dpi, medians of $rounds interleaved turns"
printf '%-58s %6d ms\n' "one label, start to end of the process (clock)" "$(median < "$work/single")"
printf '%-58s %6d bytes\n' "one label as PDF" "$(wc -c < "$work/single.pdf")"
[ ! -e "$work/alone" ] || say_ratio "PDF without proof, of ReportLab (which has no Data Matrix)" "$work/alone"
[ ! -e "$work/proof" ] || say_ratio "PDF with proof, one job, of ReportLab" "$work/proof"
[ ! -e "$work/bwip-alone" ] || say_ratio "bwip-js with pdfkit, of our PDF without proof" "$work/bwip-alone"
[ ! -e "$work/bwip" ] || say_ratio "bwip-js with pdfkit, of our PDF with proof" "$work/bwip"
[ ! -e "$work/zint-alone" ] || say_ratio "zint, one process a symbol, of our PDF without proof" "$work/zint-alone"
[ ! -e "$work/zint" ] || say_ratio "zint, one process a symbol, of our PDF with proof" "$work/zint"
say_ratio "one job, of two jobs (clock)" "$work/jobs"
