#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and runs the main job over the worked shipments beside this file:
# labels, packaging verdict, manifest and temperature certificate of each, into examples/out.
# Ends with 0 when every shipment reached the verdict that its expected.txt names.
set -eu
cd "$(dirname "$0")/.."
. examples/setup.sh

install_packages "${build_packages[@]}"
build release coldchain
coldchain=build/release/coldchain

# a step is done once; after a change of program, rules or shipments the results are made anew
code=0
"$coldchain" dispatch examples -o examples/out --quiet --force || code=$?
case $code in
0 | 1 | 5) ;;
*) die "coldchain dispatch ended with $code" ;;
esac

failed=0
for folder in examples/*/; do
    name=$(basename "$folder")
    [ -e "$folder/expected.txt" ] || continue
    id=$(sed -n 's/^id = "\(.*\)"$/\1/p' "$folder/shipment.toml" | head -n 1)
    say ""
    say "$name ($id): $(head -n 1 "$folder/README.md" | sed 's/^# *//')"
    while read -r step verdict; do
        # done.json holds a line for each member; the verdict of a step follows its name
        got=$(sed -n "/\"step\": \"$step\"/,/\"next\"/s/.*\"verdict\": \"\(.*\)\".*/\1/p" "examples/out/$id/done.json")
        if [ "$got" = "$verdict" ]; then
            say "    $step: $verdict"
        else
            say "    $step: ${got:-nothing}, EXPECTED $verdict"
            failed=1
        fi
    done < "$folder/expected.txt"
    say "    do next: $(sed -n "/^[A-Za-z]*  $id\$/,/^    do: /s/^    do: //p" examples/out/summary.txt)"
    for file in examples/out/"$id"/*; do
        case $file in */done.json) ;; *) say "    $file" ;; esac
    done
done
say ""
say "all in short: examples/out/summary.txt"
say "(coldchain dispatch ended with $code: 1 says that at least one shipment or certificate is not in order, as its example means to show)"
[ $failed = 0 ] || die "a shipment did not reach the verdict its example names"
