#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# events.sh COLDCHAIN: the events of every example, and of a receipt, keep our own schema of EPCIS 2.0;
# the schemas of GS1, which may not be shipped here, are asked where the user has them:
#   EPCIS_XSD_DIR      folder with EPCglobal-epcis-2_0.xsd and what it includes
#   EPCIS_JSON_SCHEMA  EPCISDocument.schema.json; asked with python3 and its module jsonschema
# Exit code 77 means skipped.
set -u
command -v xmllint > /dev/null || { echo "skipped: xmllint is not installed"; exit 77; }
coldchain=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0
fail() { echo "$*"; wrong=1; }

for shipment in examples/*/shipment.toml; do
    name=$(basename "$(dirname "$shipment")")
    for form in xml jsonld; do
        "$coldchain" document epcis "$shipment" --quiet -o "$work/$name.$form" || fail "$name: no $form"
    done
done
for form in xml jsonld; do
    "$coldchain" receive tests/data/documents/three-bags.xml tests/data/documents/three-bags-scans.txt \
        --quiet --at 2026-11-25T08:20:00-05:00 -o "$work/receipt.$form"
done
files=("$work"/*.xml)
[ "${#files[@]}" -eq 6 ] || fail "${#files[@]} files of events instead of 6"

# gs1 FOLDER FILE...: "valid", or why not
gs1() {
    local schema=$1/EPCglobal-epcis-2_0.xsd
    shift
    [ -e "$schema" ] || { echo "there is no $schema"; return; }
    xmllint --nonet --noout --schema "$schema" "$@" > "$work/said" 2>&1 && echo valid || grep -v ' validates$' "$work/said"
}
xmllint --nonet --noout --schema tests/data/documents/epcis-subset.xsd "${files[@]}" 2> "$work/said" ||
    fail "$(grep -v ' validates$' "$work/said")"

# the way to GS1's schemas, with our own under their name: good files, a bad one, an empty folder
mkdir "$work/schemas" "$work/none"
cp tests/data/documents/epcis-subset.xsd "$work/schemas/EPCglobal-epcis-2_0.xsd"
[ "$(gs1 "$work/schemas" "${files[@]}")" = valid ] || fail "the stand-in schema refuses good files"
sed 's/<action>OBSERVE/<action>LOOK/' "$work/receipt.xml" > "$work/bad"
gs1 "$work/schemas" "$work/bad" | grep -q "'LOOK'" || fail "the stand-in schema lets a bad action pass"
gs1 "$work/none" "${files[@]}" | grep -q 'there is no ' || fail "an empty schema folder is not told"

if [ -n "${EPCIS_XSD_DIR:-}" ]; then
    said=$(gs1 "$EPCIS_XSD_DIR" "${files[@]}")
    echo "GS1 schemas in $EPCIS_XSD_DIR: $said"
    [ "$said" = valid ] || wrong=1
fi
if [ -n "${EPCIS_JSON_SCHEMA:-}" ]; then
    python3 - "$EPCIS_JSON_SCHEMA" "$work"/*.jsonld << 'END' || wrong=1
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
validator = jsonschema.validators.validator_for(schema)(schema)
wrong = 0
for name in sys.argv[2:]:
    errors = list(validator.iter_errors(json.load(open(name))))
    wrong += len(errors)
    print(f"{name.rsplit('/', 1)[1]}: {len(errors)} errors by the JSON schema")
    for error in errors[:3]:
        print("  ", list(error.path), error.message[:200])
# a schema that lets everything pass proves nothing
broken = json.load(open(sys.argv[2]))
del broken["@context"]
broken["epcisBody"]["eventList"][0].pop("action", None)
if not list(validator.iter_errors(broken)):
    wrong += 1
    print("the JSON schema lets a broken document pass")
sys.exit(1 if wrong else 0)
END
fi
exit $wrong
