#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the preset coverage, runs the tests, and prints for each module and for all of lib/ and tools/
# how many lines the tests reach (gcov; lines seen by several programs count once).
set -eu -o pipefail
cd "$(dirname "$0")/.."
. examples/setup.sh
install_packages "${build_packages[@]}"
build coverage
find build/coverage -name '*.gcda' -delete
# one case limits the size of files and would cut the files of counts short; another may not write them
ctest --test-dir build/coverage --output-on-failure --parallel "$(nproc)" -LE 'night|install|structure' \
    -E 'certify/disk_full|endurance/not_root' > build/coverage/tests.log \
    || { tail -n 30 build/coverage/tests.log; die "tests failed"; }
# one JSON object an object file; a line is reached when any of them has a count above 0
find "$PWD/build/coverage/lib" "$PWD/build/coverage/tools" -name '*.gcda' -print0 \
    | (cd build/coverage && xargs -0 -n 20 gcov --json-format --stdout 2> /dev/null) \
    | grep -oE '"(file|line_number|count)": ?("[^"]*"|[0-9]+)' \
    | awk -v root="$PWD/" '
        # of a line its count comes first, and of a file its lines
        /^"count"/ { sub(/.*: ?/, ""); count = $0; next }
        /^"line_number"/ { sub(/.*: ?/, ""); counts[$0] = counts[$0] + count; next }
        /^"file"/ {
            split($0, part, "\"")
            file = part[4]
            sub(root, "", file)
            sub(/^(\.\.\/)+/, "", file)
            if (file ~ /^(lib|tools)\//)
                for (line in counts)
                    if (!((file ":" line) in seen) || counts[line] > 0)
                        seen[file ":" line] = counts[line] > 0
            delete counts
        }
        END {
            for (key in seen) {
                split(key, part, "/")
                module = part[1] == "tools" ? "tools" : part[1] "/" part[2]
                lines[module]++; lines["all"]++
                hit[module] += seen[key]; hit["all"] += seen[key]
            }
            for (module in lines)
                printf "%-16s %6d of %6d lines  %5.1f %%\n", module, hit[module], lines[module], 100 * hit[module] / lines[module]
        }' | LC_ALL=C sort
