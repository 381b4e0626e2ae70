#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every layout at one resolution as PDF, PNG, bitmap ZPL and native ZPL: pdftoppm and an independent
# ZPL renderer (zpl-renderer-js, from npm) paint them, zbar and dmtx read them, and every payload that
# the label command says it released must come back.
#   labels.sh COLDCHAIN DPI FOLDER-OF-NODE-MODULES
set -eu
coldchain=$1 dpi=$2 modules=$3
cd "$(dirname "$0")/../.."
for program in zbarimg dmtxread pdftoppm; do
    command -v $program > /dev/null || { echo "skipped: $program is not installed"; exit 77; }
done
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zpl=yes
if [ ! -d "$modules/node_modules/zpl-renderer-js" ] || ! command -v node > /dev/null; then
    echo "skipped: zpl-renderer-js is not installed, so no second program paints the ZPL"
    zpl=no
fi

# whole dots of the head: the ZPL of a 12 dots per mm head, the others of an exact resolution
case $dpi in
203) printer=8dpmm dots=8 ;;
300) printer=12dpmm dots=12 ;;
600) printer=24dpmm dots=24 ;;
esac
layouts="cellular-therapy-100x100 blood-100x100 partial-50x75 vial-33x13 tie-tag-60x100 shipping-container-100x150"
for layout in $layouts; do
    make="$coldchain label examples/a-car-t-dry-shipper/shipment.toml --template $layout --force"
    $make --printer ${dpi}dpi --format json -o "$work/$layout.pdf" |
        grep -o '"payload":"[^"]*"' | sed 's/"payload":"//; s/"$//' | LC_ALL=C sort > "$work/$layout.expected"
    # a viewer smooths; modules of two dots need twice the dots to be told apart after that
    pdftoppm -gray -r "$([ "$dpi" = 203 ] && echo 406 || echo "$dpi")" -png -singlefile "$work/$layout.pdf" "$work/$layout-pdf"
    $make --printer ${dpi}dpi -q -o "$work/$layout-png.png"
    $make --printer $printer --to zpl -q -o "$work/$layout-bitmap.zpl"
    $make --printer $printer --to zpl --zpl native -q -o "$work/$layout-native.zpl"
done

if [ $zpl = yes ]; then
    cat > "$modules/paint.mjs" << 'JS'
import { ready } from 'zpl-renderer-js';
import fs from 'fs';
const { api } = await ready;
const [, , folder, dots, ...names] = process.argv;
for (const name of names) {
    const [width, height] = name.match(/(\d+)x(\d+)/).slice(1).map(Number);
    const zpl = fs.readFileSync(`${folder}/${name}.zpl`, 'utf8');
    const picture = await api.zplToBase64Async(zpl, width, height, Number(dots));
    fs.writeFileSync(`${folder}/${name}.png`, Buffer.from(picture, 'base64'));
}
process.exit(0);
JS
    names=
    for layout in $layouts; do names="$names $layout-bitmap $layout-native"; done
    # shellcheck disable=SC2086
    (cd "$modules" && node paint.mjs "$work" $dots $names)
fi

shrink=1
[ "$dpi" = 600 ] && shrink=2
failed=0 read=0
for layout in $layouts; do
    for form in pdf png bitmap native; do
        picture=$work/$layout-$form.png
        [ -e "$picture" ] || continue
        {
            zbarimg --quiet --raw -Sdisable -Scode128.enable "$picture" 2> "$work/noise" || true
            dmtxread -N1 -m90000 -S$shrink "$picture" 2> "$work/noise" || true
            echo
        } | sed '/^$/d' | LC_ALL=C sort > "$work/seen"
        read=$((read + 1))
        if ! cmp -s "$work/seen" "$work/$layout.expected"; then
            echo "$layout at $dpi dpi as $form: not every payload came back"
            diff "$work/$layout.expected" "$work/seen" || true
            failed=1
        fi
    done
done
cd "$here"
echo "$read pictures of labels read at $dpi dpi"
exit $failed
