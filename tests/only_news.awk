# SPDX-License-Identifier: Apache-2.0
# What a person wants of `ctest --verbose`: nothing of a test that passed, the reason of one that was
# skipped, all of one that failed, and the closing summary as ctest prints it.
/^test [0-9]+$/ { next }
/^ +Start +[0-9]+: / { next }
/^[0-9]+: / {
    number = $1
    sub(/:$/, "", number)
    said[number] = said[number] $0 "\n"
    if ($2 == "skipped:")
        reason[number] = substr($0, length(number) + 3)
    next
}
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
    match($0, /#[0-9]+/)
    number = substr($0, RSTART + 1, RLENGTH - 1)
    name = $0
    sub(/^[^:]*: /, "", name)
    sub(/ .*/, "", name)
    if ($0 ~ / Passed +[0-9.]+ sec/) {
        if (terminal == "yes")
            printf "\r\033[K  %s %s", $1, name
    } else {
        if (terminal == "yes")
            printf "\r\033[K"
        if ($0 ~ /\*\*\*Skipped/)
            print "  " name ": " (number in reason ? reason[number] : "skipped")
        else
            printf "%s\n%s", $0, said[number]
    }
    delete said[number]
    fflush()
    next
}
/^No tests|[Ee]rror|^Cannot|^Failed/ && !closing { print }
/tests passed, / {
    if (terminal == "yes")
        printf "\r\033[K"
    closing = 1
}
closing { print }
