#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# guides.sh COLDCHAIN [EXAMPLES]: runs the pages under examples/guides (of the source tree, or of the
# folder EXAMPLES as installed) as a reader does: each "$ " line of a block in turn, in a fresh folder
# that holds a copy of examples. A line ends with 0 unless "# ends with N"
# stands behind it; each line under it in the block must occur in what it prints, in that order.
set -u
coldchain=$1
examples=${2:-$(cd "$(dirname "$0")/../.." && pwd)/examples}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$coldchain" "$work/bin/coldchain"
export PATH="$work/bin:$PATH"
failed=0
commands=0

check_lines() { # page, command: the lines of $work/expected stand in $work/out in order
    awk -v expected="$work/expected" '
        BEGIN { while ((getline line < expected) > 0) want[++n] = line; at = 1 }
        at <= n && index($0, want[at]) { at++ }
        END { if (at <= n) { print "not printed: " want[at]; exit 1 } }' "$work/out" \
        || { echo "$1: $2"; cat "$work/out"; failed=1; }
}

run_line() { # page, line
    local command=$2 wanted=0
    case $command in *"# ends with "*) wanted=${command##*"# ends with "}; command=${command%%"# ends with "*} ;; esac
    (cd "$work/here" && sh -c "$command" < /dev/null > "$work/out" 2>&1)
    local code=$?
    commands=$((commands + 1))
    [ "$code" = "$wanted" ] || { echo "$1: ends with $code, not $wanted: $command"; cat "$work/out"; failed=1; }
}

for page in "$examples"/guides/*.md; do
    name=$(basename "$page")
    rm -rf "$work/here"
    mkdir "$work/here"
    cp -r "$examples" "$work/here/examples"
    command=""
    inside=no
    : > "$work/expected"
    while IFS= read -r line; do
        case $line in
            '```'*)
                [ -n "$command" ] && check_lines "$name" "$command"
                command=""
                [ $inside = no ] && inside=yes || inside=no ;;
            '$ '*)
                [ $inside = yes ] || continue
                [ -n "$command" ] && check_lines "$name" "$command"
                command=${line#"$ "}
                : > "$work/expected"
                run_line "$name" "$command" ;;
            *) [ $inside = yes ] && [ -n "$command" ] && [ -n "$line" ] && printf '%s\n' "$line" >> "$work/expected" ;;
        esac
    done < "$page"
    words=$(wc -w < "$page")
    [ "$words" -lt 700 ] || { echo "$name: $words words are more than a page"; failed=1; }
done
[ $commands -ge 20 ] || { echo "only $commands commands were found"; failed=1; }
echo "$commands commands"
exit $failed
