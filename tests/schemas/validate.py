#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate.py COLDCHAIN: every data file, example, starting file, input and expected JSON line of the
command-line cases, and JSON output against the schema that the program prints for it, with
python3-jsonschema as the second opinion. A file with an unknown key, and a record without a key, must
be refused: a schema that lets everything pass proves nothing. A schema that nothing was held against
is a failure too. Exit code 77 means skipped."""
import copy
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

coldchain = sys.argv[1]
tree = pathlib.Path(__file__).resolve().parents[2]
failures = []
validators = {}
held_against = set()


def run(*words, answers=(0, 1, 5)):
    done = subprocess.run([coldchain, *words], cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode not in answers:
        failures.append(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def schema_of(kind):
    if kind not in validators:
        schema = json.loads(run("schema", kind))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[kind] = jsonschema.Draft202012Validator(schema)
    held_against.add(kind)
    return validators[kind]


def listed():
    """Names under the two headings of `coldchain schema`."""
    text = run("schema")
    files, records = text.split("records that commands print:")
    names = [re.findall(r"^  ([a-z-]+) ", part, re.MULTILINE) for part in (files, records)]
    assert all(len(part) > 5 for part in names), text
    return names


def as_json(value):
    """A TOML value as JSON holds it: dates and times are texts."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return value


def check(validator, value, name):
    for error in validator.iter_errors(value):
        place = ".".join(str(step) for step in error.absolute_path)
        failures.append(f"{name}: {place}: {error.message[:200]}")


def check_files(kind, paths):
    validator = schema_of(kind)
    paths = sorted(paths)
    assert paths, f"no file of kind {kind}"
    for path in paths:
        value = as_json(tomllib.loads(path.read_text(encoding="utf-8")))
        check(validator, value, path)
        wrong = copy.deepcopy(value)
        wrong["no_such_key"] = 1
        if validator.is_valid(wrong):
            failures.append(f"{kind}: an unknown key passes")
    return validator


def check_record(kind, value):
    """The record is valid, and is not when a required key is missing."""
    validator = schema_of(kind)
    check(validator, value, f"{kind}: {json.dumps(value)[:60]}")
    for shape in validator.schema.get("anyOf", [validator.schema]):
        alone = jsonschema.Draft202012Validator(shape)
        if not alone.is_valid(value):
            continue
        for key in shape["required"]:
            shorter = {name: inner for name, inner in value.items() if name != key}
            if alone.is_valid(shorter):
                failures.append(f"{kind}: a record without {key} passes")


def check_lines(kind, text):
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines, f"no line of kind {kind}"
    for line in lines:
        check_record(kind, json.loads(line))


def check_cases(inputs, records):
    """What the command-line cases give to the program and expect of it. An input counts where the
    case says that it is understood; a line expected in full is a record of one of the kinds."""
    seen_inputs = seen_lines = 0
    for path in sorted(tree.glob("tests/cli/*/*.test")):
        text = path.read_text(encoding="utf-8")
        parts = re.split(r"^--- (stdout|stderr|stdin|file \S+)\n", text, flags=re.MULTILINE)
        understood = re.search(r"^exit [015]$", parts[0], re.MULTILINE)
        for name, body in zip(parts[1::2], parts[2::2]):
            if name.startswith("file ") and name.endswith((".toml", ".json")) and understood:
                try:
                    value = json.loads(body) if name.endswith(".json") else tomllib.loads(body)
                except ValueError:
                    continue
                kind = inputs.get(value.get("schema") if isinstance(value, dict) else None)
                if kind is not None:
                    seen_inputs += 1
                    check(schema_of(kind), as_json(value), f"{path.name}: {name}")
            if name != "stdout":
                continue
            for line in body.splitlines():
                try:
                    value = json.loads(line)
                except ValueError:
                    continue
                # a schema, SARIF or a manifest read by jq is no line of these
                if not isinstance(value, dict) or "$schema" in value:
                    continue
                seen_lines += 1
                if not any(schema_of(kind).is_valid(value) for kind in records):
                    failures.append(f"{path.name}: no schema for {line[:100]}")
    assert seen_inputs > 5 and seen_lines > 5, (seen_inputs, seen_lines)


with tempfile.TemporaryDirectory() as made:
    made = pathlib.Path(made)
    for kind in ("shipment", "label-order", "limits", "rule", "logger-format", "layout"):
        (made / f"{kind}.toml").write_text(run("new", kind), encoding="utf-8")
    check_files("shipment", [*tree.glob("examples/*/shipment.toml"), made / "shipment.toml"])
    check_files("label-order", [path for path in tree.glob("examples/labels/*.toml")
                                if path.stem != "columns"] + [made / "label-order.toml"])
    check_files("limits", [*tree.glob("rules/limits/*.toml"), made / "limits.toml"])
    check_files("rule", [*tree.glob("rules/packaging/*.toml"), made / "rule.toml"])
    check_files("statement", tree.glob("rules/statements/*.toml"))
    check_files("logger-format", [path for path in tree.glob("rules/loggers/*.toml")
                                  if path.stem != "words"] + [made / "logger-format.toml"])
    check_files("layout", [*tree.glob("templates/*.toml"), made / "layout.toml"])
    check_files("columns", [tree / "examples/labels/columns.toml"])
    check_files("stages", tree.glob("rules/stages/*.toml"))
    check_files("checklist", tree.glob("rules/checklists/*.toml"))
    check_files("logger-words", [tree / "rules/loggers/words.toml"])
    check_files("goods", tree.glob("rules/documents/*.toml"))
    check_files("keyboard", tree.glob("rules/isbt128/keyboards/*.toml"))
    check_files("printer", tree.glob("templates/printers/*.toml"))

    # kinds whose keys do not speak for themselves say what each is
    for kind in ("logger-format", "logger-words", "columns", "checklist", "goods",
                 "keyboard", "printer"):
        schema = schema_of(kind).schema
        for place in [schema, *schema.get("$defs", {}).values()]:
            for key, inner in place["properties"].items():
                if key != "schema" and "description" not in inner:
                    failures.append(f"{kind}: key {key} is not described")

    a = "examples/a-car-t-dry-shipper/"
    b = "examples/b-samples-on-dry-ice/"
    c = "examples/c-leukapheresis-2-8/"
    d = "examples/d-culture-by-cargo-aircraft/"
    shipments = [str(path) for path in sorted(tree.glob("examples/*/shipment.toml"))]
    json_lines = ("--format", "json")

    check_lines("isbt-decode", run("isbt", "decode", "=A99991712345600=%6200", "=A999917123456I0",
                                   "no structure", *json_lines))
    check_lines("isbt-check", run("isbt", "check", "din", "A999917123456", "A99991712345I",
                                  *json_lines))
    check_lines("isbt-encode", run("isbt", "encode", "din", "fin=A9999", "yy=17", "seq=123456",
                                   "ff=00", *json_lines))
    check_lines("isbt-structures", run("isbt", "structures", *json_lines))
    check_lines("isbt-tables", run("isbt", "tables", "list", *json_lines))
    # as tests/cli/isbt/keyboard_find.test has it
    check_lines("isbt-keyboard", run("isbt", "keyboard", "calibrate",
                                     "YzÁ´Wè/%;:(*Ü#üÄ=)öäß§+$,-Ö!09Zy", *json_lines))
    check_lines("finding", run("isbt", "check", "label", "=A99991712345600", "=A99991712345700",
                               *json_lines))

    check_lines("check", run("check", *shipments, *json_lines))
    for kind, folder in (("dry-ice", b), ("un3373", b), ("non-radioactive", d)):
        check_lines("checklist-filled", run("check", folder + "shipment.toml", "--checklist", kind,
                                     *json_lines))
    for folder in (a, c):
        check_lines("label", run("label", folder + "shipment.toml", "-o",
                                 str(made / (folder[9] + "-label.pdf")), *json_lines))
    check_lines("label", run("label", "examples/labels/orders.csv", "--columns",
                             "examples/labels/columns.toml", "--template", "vial-33x13", "-o",
                             str(made / "vials.pdf"), *json_lines))
    check_lines("scan", run("scan", "examples/pictures/scanned-label.png", *json_lines))
    check_lines("scan", run("scan", "examples/pictures/scanned-label.png", "--expect",
                            b + "shipment.toml", *json_lines, answers=(0, 1, 3)) or "{}")
    check_lines("scan", run("scan", "examples/pictures/scanned-label.png", "--expect",
                            a + "shipment.toml", *json_lines))
    check_lines("scan", run("scan", "--lines", a + "arrival-scans.txt", *json_lines))

    for path in shipments:
        for kind in ("manifest", "waybill", "custody", "marks", "container-label", "declaration",
                     "checklist"):
            name = made / f"{pathlib.Path(path).parent.name}-{kind}.json"
            check_lines("document", run("document", kind, path, "-o", str(name), *json_lines))
            if name.exists():
                check_lines("checklist-filled" if kind == "checklist" else kind,
                            name.read_text(encoding="utf-8"))
        name = made / f"{pathlib.Path(path).parent.name}.jsonld"
        run("document", "epcis", path, "-o", str(name))
        check_record("epcis", json.loads(name.read_text(encoding="utf-8")))
        folder = made / ("all-" + pathlib.Path(path).parent.name)
        check_lines("document-set", run("document", "all", path, "-o", str(folder), *json_lines))
        check_record("document-set", json.loads((folder / "set.json").read_text(encoding="utf-8")))
    (made / "other.json").write_text((made / "a-car-t-dry-shipper-manifest.json").read_text(
        encoding="utf-8").replace("A9999", "A9998"), encoding="utf-8")
    check_lines("finding", run("document", "lint", a + "shipment.toml", str(made / "other.json"),
                               *json_lines))

    check_lines("readings", run("readings", c + "berlinger-qtagclmdoclr-1.txt", "tests/data/loggers",
                                "--summary", *json_lines, answers=(0, 1, 3)))
    for folder in (a, c):
        check_lines("certify", run("certify", folder + "shipment.toml", "-o",
                                   str(made / (folder[9] + ".pdf")), *json_lines))
        name = made / (folder[9] + "-certificate.json")
        run("certify", folder + "shipment.toml", "-o", str(name))
        check_lines("certify", name.read_text(encoding="utf-8"))
    check_lines("certify", run("certify", c + "berlinger-qtagclmdoclr-1.txt", "--limits", "2-8",
                               "--window", "recording", *json_lines))
    (made / "changed.pdf").write_bytes((made / "c.pdf").read_bytes().replace(b"RCPJ", b"RCPK"))
    check_lines("recheck", run("recheck", str(made / "a.pdf"), str(made / "c.pdf"), *json_lines))
    check_lines("recheck", run("recheck", str(made / "changed.pdf"), *json_lines))
    check_lines("receive", run("receive", a + "shipment.toml", a + "arrival-scans.txt",
                               "--condition", "intact", *json_lines))
    run("receive", a + "shipment.toml", a + "arrival-scans.txt", "--to", "json", "-o",
        str(made / "receipt.json"))
    check_lines("receive", (made / "receipt.json").read_text(encoding="utf-8"))
    run("receive", a + "shipment.toml", a + "arrival-scans.txt", "--at",
        "2026-11-25T08:20 America/New_York", "--to", "jsonld", "-o", str(made / "receipt.jsonld"))
    check_record("epcis", json.loads((made / "receipt.jsonld").read_text(encoding="utf-8")))

    check_lines("rules-list", run("rules", "list", "--as-of", "2023-10-01", *json_lines))
    check_lines("rules-show", run("rules", "show", "iata", *json_lines))
    check_lines("rules-test", run("rules", "test", *json_lines))
    check_lines("rules-diff", run("rules", "diff", "2020-01-01", "2026-01-01", *json_lines))
    check_lines("explain", run("explain", "5", "DI-08", *json_lines))

    run("dispatch", "examples", "-o", str(made / "night"))
    check_record("dispatch", json.loads((made / "night/summary.json").read_text()))
    dones = sorted((made / "night").glob("*/done.json"))
    assert dones, "no done.json"
    for path in dones:
        check_record("done", json.loads(path.read_text()))

    if shutil.which("qpdf"):
        context = subprocess.run(["qpdf", "--show-attachment=context.json", made / "c.pdf"],
                                 capture_output=True, check=True).stdout
        check_record("certificate", json.loads(context))
    else:  # nothing else here opens a PDF
        schema_of("certificate")

    files, records = listed()
    for kind in {*files, *records} - held_against:
        failures.append(f"{kind}: nothing was held against its schema")
    check_cases({schema_of(kind).schema["properties"]["schema"]["const"]: kind for kind in files},
                records)

for failure in failures[:40]:
    print(failure)
sys.exit(1 if failures else 0)
