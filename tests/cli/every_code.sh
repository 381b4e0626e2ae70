#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# every_code.sh COLDCHAIN: every code that a source file or a rule pack can emit has a row that
# `explain` prints, with a title, and with what to do or why nothing is to be done.
set -u
coldchain=$1
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "$*"; failed=1; }

# codes look like "READ-18"; in packs they are the ids of rules
{
    grep -rhoE '"[A-Z]{2,5}-[0-9]{2,3}"' lib tools --include='*.cpp' --include='*.hpp' | tr -d '"' \
        | grep -vE '^(SHA-256|UTF-16|ST-001|ST-012|ST-017|DEWAR-017|CO-01)$' # names of other things; CO-01 is the rule of `new rule`
    grep -hoE '^id = "[A-Z]{1,5}-[0-9]{2,3}[a-z]?"' rules/packaging/*.toml rules/statements/*.toml \
        | sed 's/.*"\(.*\)"/\1/'
} | sort -u > "$work/emitted"
"$coldchain" explain --list | sort -u > "$work/explained"
[ "$(wc -l < "$work/emitted")" -ge 150 ] || fail "only $(wc -l < "$work/emitted") codes were found in the sources"
missing=$(comm -23 "$work/emitted" "$work/explained")
[ -z "$missing" ] || fail "codes that explain does not know:" $missing

# shellcheck disable=SC2046
"$coldchain" explain --format json $(cat "$work/explained") > "$work/rows" || fail "explain fails on a code of its own list"
grep -E '"title":""|"title":null' "$work/rows" && fail "a row without a title"
[ "$(wc -l < "$work/rows")" -ge "$(wc -l < "$work/explained")" ] || fail "a code without a row"
exit $failed
