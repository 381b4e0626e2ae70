#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What review forgets: the include table, licence lines, plain ASCII in sources, no printing, exiting
# or clock in the library, sources listed in their module, nothing left unfinished.
set -u
cd "$(dirname "$0")/../.." || exit 1
failed=0
fail() { echo "$*"; failed=1; }

grep -nE '^ *# *include ' -r lib tools --include='*.cpp' --include='*.hpp' -H \
    | awk -f tests/structure/includes.awk || failed=1

sources=$(find lib tools tests -name '*.cpp' -o -name '*.hpp' | sort)
for file in $sources; do
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || fail "$file:1: no licence line"
done
for file in $(find tools templates rules tests examples .ci CMakeLists.txt lib \( -name '*.sh' -o -name '*.toml' -o -name CMakeLists.txt -o -name '*.awk' \) -type f); do
    case $file in examples/out/* | tests/data/* | examples/*/shipment.toml) continue ;; esac
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || fail "$file: no licence line"
done
for file in $(find lib -name '*.hpp'); do
    grep -q '^#pragma once' "$file" || fail "$file: no #pragma once"
    grep -q '^using namespace' "$file" && fail "$file: using namespace in a header"
done
report() { # message, then grep's output
    [ -z "$2" ] || fail "$1
$2"
}
# a header that its own .cpp includes first is compiled alone by the build
report "the own header is not the first include:" "$(find lib tools -name '*.cpp' | sort | xargs awk '
    FNR == 1 { looking = 1 }
    looking && /^#include/ {
        looking = 0
        own = FILENAME
        sub(/cpp$/, "hpp", own)
        name = own
        sub(/.*\//, "", name)
        if (index($0, "/" name "\"") == 0 && (getline line < own) >= 0)
            print FILENAME ": " $0
        close(own)
    }')"
report "not ASCII:" "$(LC_ALL=C grep -nP '[^\x00-\x7F]' $sources | grep -v '^tests/' | head)"
report "the library prints or exits:" "$(grep -nE 'std::(cout|cerr|clog)|[^_a-z.](exit|abort|printf|puts)\(' -r lib --include='*.cpp' --include='*.hpp' | grep -v '^[^:]*:[0-9]*: *//' | head)"
report "a clock outside the program's main:" "$(grep -nE 'system_clock|steady_clock|time\((NULL|nullptr|0)\)|gettimeofday|clock_gettime|std::time\(' -r lib tools --include='*.cpp' --include='*.hpp' | grep -v '^tools/main.cpp' | grep -v '^lib/job/progress\.[ch]pp' | head)"
report "the environment or locale read in the library:" "$(grep -nE 'getenv\(|setlocale\(|std::locale' -r lib --include='*.cpp' --include='*.hpp' | head)"
report "left unfinished:" "$(grep -nE 'TODO|FIXME|\bXXX\b' -r lib tools templates rules tests examples --include='*.cpp' --include='*.hpp' --include='*.toml' --include='*.sh' --include='*.md' | grep -v '^tests/structure/' | head)"

for folder in lib/*/; do
    [ -e "$folder/CMakeLists.txt" ] || { fail "$folder: no CMakeLists.txt"; continue; }
    for file in "$folder"*.cpp; do
        grep -q "$(basename "$file")" "$folder/CMakeLists.txt" || fail "$file: not listed in $folder/CMakeLists.txt"
    done
done
for folder in lib/*/; do
    module=$(basename "$folder")
    grep -q "^| \`$module\`" lib/README.md || fail "lib/README.md: module $module has no row"
done
exit $failed
