#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# names.sh COLDCHAIN: names and addresses in Polish, Greek, Cyrillic and Turkish, one of them of more
# than ninety characters, stand whole on every paper they belong to, A4 and Letter. Exit code 77 means
# skipped.
set -u
command -v pdftotext > /dev/null || { echo "skipped: pdftotext is not installed"; exit 77; }
coldchain=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0

polish='Szpital Uniwersytecki im. Świętego Łukasza w Łodzi, Oddział Przeszczepiania Komórek, Zażółć'
greek='Γενικό Νοσοκομείο Αθηνών «Ευαγγελισμός», Μονάδα Μεταμόσχευσης'
cyrillic='Санкт-Петербург, улица Пушкина, дом 5'
turkish='Işık Sokağı 3, Şişli, İstanbul'
person='Ayşegül Çağlayan-Gökçe'
desk='Круглосуточная служба спасения'
[ ${#polish} -ge 90 ] || { echo "the long name has only ${#polish} characters"; exit 1; }

# said PDF WORDS...: lines end anywhere, so blanks do not count
said() {
    local pdf=$1
    shift
    pdftotext -raw "$pdf" - | tr -d ' \n\f' > "$work/text"
    for words in "$@"; do
        grep -qF "$(printf %s "$words" | tr -d ' ')" "$work/text" ||
            { echo "${pdf#"$work/"} does not say: $words"; wrong=1; }
    done
}

change() { # example
    sed -e "/^\[shipper\]/,/^country/ { s|^name = .*|name = \"$polish\"|; s|^address = .*|address = [\"$cyrillic\", \"190000\"]|; }" \
        -e "/^\[consignee\]/,/^country/ { s|^name = .*|name = \"$greek\"|; s|^address = .*|address = [\"$turkish\", \"34360\"]|; }" \
        -e "s|Alex Example|$person|" \
        -e "/^\[emergency_contact\]/,/^phone/ s|^name = .*|name = \"$desk\"|" \
        -e "s|^by = \"A. Example\"|by = \"$person\"|" -e "s|^from = \"D. Example\"|from = \"$person\"|" \
        -e "s|^recording = .*|recording = \"recording\"|" "examples/$1/shipment.toml"
}
parties=("$polish" "$greek")
addresses=("$cyrillic" "$turkish")
for paper in a4 letter; do
    change d-culture-by-cargo-aircraft > "$work/d.toml"
    change b-samples-on-dry-ice-fixed > "$work/b.toml"
    mkdir -p "$work/c"
    change c-leukapheresis-2-8 > "$work/c/c.toml"
    cp examples/c-leukapheresis-2-8/berlinger-qtagclmdoclr-1.txt "$work/c/recording"
    for letter in d b; do
        "$coldchain" document all "$work/$letter.toml" --quiet --paper $paper -o "$work/$letter-$paper"
        [ $? -le 1 ] || wrong=1
    done
    d=$work/d-$paper
    b=$work/b-$paper
    said "$d/manifest.pdf" "${parties[@]}" "${addresses[@]}" "$person" "$desk"
    said "$d/declaration.pdf" "${parties[@]}" "${addresses[@]}" "$person" "$desk"
    said "$d/waybill.pdf" "${parties[@]}" "${addresses[@]}" "$person"
    said "$d/marks.pdf" "${parties[@]}" "${addresses[@]}" "$person"
    said "$d/custody.pdf" "${parties[@]}" "$person"
    said "$d/container-label.pdf" "${parties[@]}" "${addresses[@]}" "$person" "$desk"
    said "$d/checklist-non-radioactive.pdf" "$polish"
    said "$d/cover.pdf" "${parties[@]}"
    said "$d/all.pdf" "${parties[@]}" "${addresses[@]}" "$person" "$desk"
    said "$b/marks.pdf" "${parties[@]}" "${addresses[@]}"
    said "$b/checklist-dry-ice.pdf" "$polish"
    said "$b/checklist-un3373.pdf" "$polish"
    printf '=A99992600012500\n=<S11281A0\n' > "$work/scans"
    "$coldchain" receive "$work/b.toml" "$work/scans" --quiet --by "$person" --note "$desk" \
        --paper $paper -o "$work/receipt-$paper.pdf"
    said "$work/receipt-$paper.pdf" "${parties[@]}" "$person" "$desk"
done
"$coldchain" certify "$work/c/c.toml" --quiet -o "$work/certificate.pdf" --deviation "$work/deviation.pdf"
said "$work/certificate.pdf" "${parties[@]}"
said "$work/deviation.pdf" "${parties[@]}" "$person"
[ -z "${KEEP:-}" ] || cp -r "$work" "$KEEP"
exit $wrong
