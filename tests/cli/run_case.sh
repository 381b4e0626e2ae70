#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs one command-line test: run_case.sh COLDCHAIN CASE. The format is described in tests/README.md.
# Exit code 77 means skipped.
set -u
coldchain=$1
case_file=$2
source_dir=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export T="$work/T"
mkdir "$T" "$work/bin"
ln -s "$coldchain" "$work/bin/coldchain"
export PATH="$work/bin:$PATH"

# The case taken apart: commands, exit code, and one file for each "--- NAME" section.
awk -v work="$work" -v T="$T" '
    section == "" && /^# requires: / { print substr($0, 13) > (work "/requires"); next }
    section == "" && /^#/ { next }
    section == "" && /^\$ / { print substr($0, 3) > (work "/commands"); next }
    section == "" && /^exit / { print $2 > (work "/exit"); next }
    /^--- stdout$/ { section = work "/stdout"; printf "" > section; next }
    /^--- stderr$/ { section = work "/stderr"; printf "" > section; next }
    /^--- stdin$/ { section = work "/stdin"; printf "" > section; next }
    /^--- file / { section = T "/" substr($0, 10); printf "" > section; next }
    section != "" { print > section; next }
    /^$/ { next }
    { print "line not understood: " $0 > "/dev/stderr"; exit 1 }
' "$case_file" || exit 1

if [ -e "$work/requires" ]; then
    while read -r program; do
        command -v "$program" > /dev/null || { echo "skipped: $program is not installed"; exit 77; }
    done < "$work/requires"
fi
[ -e "$work/commands" ] || { echo "the case has no command"; exit 1; }
[ -e "$work/exit" ] || { echo "the case expects no exit code"; exit 1; }
[ -e "$work/stderr" ] || : > "$work/stderr"
[ -e "$work/stdin" ] || : > "$work/stdin"

# all commands but the last must succeed; the last one's exit code is what is compared
sed '$d' "$work/commands" > "$work/script"
{ echo "true"; sed 's/$/ || { echo "a command before the last failed" >\&2; exit 99; }/' "$work/script"; tail -n 1 "$work/commands"; } > "$work/run.sh"
cd "$source_dir" || exit 1
sh "$work/run.sh" < "$work/stdin" > "$work/got_stdout" 2> "$work/got_stderr"
got_exit=$?

# `...` alone on a line stands for any number of lines
matches() { # expected got
    awk -v expected="$1" '
        BEGIN { n = 0; while ((getline line < expected) > 0) want[++n] = line }
        { got[++m] = $0 }
        function match_from(i, j,   k) {
            while (i <= n && want[i] != "...") {
                if (j > m || want[i] != got[j]) return 0
                i++; j++
            }
            if (i > n) return j > m
            for (k = j; k <= m + 1; k++) if (match_from(i + 1, k)) return 1
            return 0
        }
        END { exit match_from(1, 1) ? 0 : 1 }' "$2"
}
failed=0
if [ "$got_exit" != "$(cat "$work/exit")" ]; then
    echo "exit code $got_exit, expected $(cat "$work/exit")"
    failed=1
fi
for stream in stdout stderr; do
    [ -e "$work/$stream" ] || continue
    # the fresh folder has another name each time
    sed "s|$T|\$T|g" "$work/got_$stream" > "$work/shown_$stream"
    # the quoted line and its caret are compared only where a case writes them
    if [ "$stream" = stderr ] && ! grep -q '^ *[0-9]* | ' "$work/stderr"; then
        grep -v '^ *[0-9]* | ' "$work/shown_stderr" > "$work/kept"
        mv "$work/kept" "$work/shown_stderr"
    fi
    if ! matches "$work/$stream" "$work/shown_$stream"; then
        echo "$stream differs:"
        diff -u --label expected --label got "$work/$stream" "$work/shown_$stream"
        failed=1
    fi
done
[ $failed = 0 ] || { echo "--- commands"; cat "$work/commands"; echo "--- standard error"; cat "$work/got_stderr"; }
exit $failed
