#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# golden.sh COLDCHAIN EXAMPLE: the text of every paper of a worked shipment, word for word, and the
# same words on Letter. EXAMPLE may be "arrival": receipts and the deviation report. Exit code 77 means
# skipped. ACCEPT=1 writes the texts anew; read what git then shows before it is committed.
set -u
command -v pdftotext > /dev/null || { echo "skipped: pdftotext is not installed"; exit 77; }
coldchain=$1
example=$2
golden=tests/golden/documents
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/a4" "$work/letter"

make() { # paper
    local shipment=examples/$example/shipment.toml
    if [ "$example" != arrival ]; then
        rmdir "$work/$1"
        "$coldchain" document all "$shipment" --quiet --paper "$1" -o "$work/$1"
        [ $? -le 1 ] || exit 1
        rm "$work/$1/all.pdf" # holds what the others hold
        return
    fi
    "$coldchain" receive examples/a-car-t-dry-shipper/shipment.toml \
        examples/a-car-t-dry-shipper/arrival-scans.txt --quiet --condition intact \
        --temperature '-189 C' --seal S-10441 --at '2026-11-25T08:20 America/New_York' \
        --by 'C. Example' --checked-by 'D. Example' --paper "$1" -o "$work/$1/receipt-complete.pdf"
    "$coldchain" receive tests/data/documents/three-bags.xml tests/data/documents/three-bags-scans.txt \
        --quiet --condition 'one corner wet' --temperature '-180 C' --seal S-1 --seal S-2 \
        --at '2026-11-25T08:20 America/New_York' --by 'C. Example' --checked-by 'D. Example' \
        --note 'P3 was not in the box' --paper "$1" -o "$work/$1/receipt-differences.pdf"
    [ "$1" = a4 ] && "$coldchain" certify examples/c-leukapheresis-2-8/shipment.toml --quiet \
        -o "$work/c.pdf" --deviation "$work/a4/deviation.pdf"
}
words() { # pdf
    pdftotext -raw "$1" - | grep -v '^page [0-9]' | tr -s ' \f' '\n\n' | grep . | LC_ALL=C sort -u
}

make a4
make letter
wrong=0
for pdf in "$work"/a4/*.pdf; do
    name=$(basename "$pdf" .pdf)
    text=$golden/$example-$name.txt
    pdftotext -raw "$pdf" - | tr -d '\f' > "$work/text"
    if [ -n "${ACCEPT:-}" ]; then
        cp "$work/text" "$text"
    fi
    diff -u "$text" "$work/text" || wrong=1
    other=$work/letter/$name.pdf
    [ -e "$other" ] || continue
    words "$pdf" > "$work/words"
    words "$other" | diff "$work/words" - > "$work/apart" || {
        echo "$name: other words on Letter:"
        cat "$work/apart"
        wrong=1
    }
done
# a paper that is no longer made is told too; the names of one example may begin that of another
for text in "$golden/$example"-*.txt; do
    name=$(basename "$text" .txt)
    name=${name#"$example"-}
    case $name in fixed-*) continue ;; esac
    [ -e "$work/a4/$name.pdf" ] || { echo "$text: there is no such paper"; wrong=1; }
done
exit $wrong
