#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# For each command of the table: --help works and says nothing on standard error, an unknown option
# is a wrong command line, the examples in its help run, and README names it.
set -u
coldchain=$1
source_dir=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$coldchain" "$work/bin/coldchain"
export PATH="$work/bin:$PATH"
cd "$source_dir" || exit 1
failed=0
fail() { echo "$*"; failed=1; }

commands=$(coldchain help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || fail "coldchain help lists no commands"
for command in $commands; do
    coldchain "$command" --help > "$work/help" 2> "$work/err" || fail "$command --help failed"
    [ -s "$work/err" ] && fail "$command --help talks on standard error"
    grep -q '^usage: ' "$work/help" || fail "$command --help shows no usage"
    coldchain "$command" --no-such-option > "$work/out" 2> "$work/err"
    [ $? = 2 ] || fail "$command --no-such-option did not end with 2"
    [ -s "$work/out" ] && fail "$command --no-such-option prints data"
    grep -q "\`$command" README.md || fail "README.md does not name $command"
    ls tests/cli/"$command"/*.test > /dev/null 2>&1 || fail "tests/cli/$command holds no case"

    # examples run in a copy, because some of them make files
    rm -rf "$work/tree"
    mkdir "$work/tree"
    cp -r examples "$work/tree/"
    sed -n '/^examples:/,$s/^  \(coldchain .*\)$/\1/p' "$work/help" > "$work/examples"
    [ -s "$work/examples" ] || fail "$command --help has no example"
    while IFS= read -r line; do
        (cd "$work/tree" && sh -c "$line" < /dev/null > "$work/out" 2> "$work/err")
        code=$?
        case $code in 0 | 1 | 5) ;; *) fail "example of $command ends with $code: $line: $(cat "$work/err")" ;; esac
    done < "$work/examples"
done
exit $failed
