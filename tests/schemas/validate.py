#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate.py COLDCHAIN: every data file, example, starting file and JSON output against the schema
that the program prints for it, with python3-jsonschema as the second opinion. A file with an unknown
key, and a record without a key, must be refused: a schema that lets everything pass proves nothing.
Exit code 77 means skipped."""
import copy
import datetime
import json
import pathlib
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


def run(*words, answers=(0, 1, 5)):
    done = subprocess.run([coldchain, *words], cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode not in answers:
        failures.append(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def schema_of(kind):
    schema = json.loads(run("schema", kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


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


def check_lines(kind, text):
    validator = schema_of(kind)
    lines = [line for line in text.splitlines() if line.strip()]
    assert lines, f"no line of kind {kind}"
    for line in lines:
        value = json.loads(line)
        check(validator, value, f"{kind}: {line[:60]}")
        for key in list(value) if "anyOf" not in validator.schema else []:
            shorter = {name: inner for name, inner in value.items() if name != key}
            if key in validator.schema["required"] and validator.is_valid(shorter):
                failures.append(f"{kind}: a record without {key} passes")


with tempfile.TemporaryDirectory() as made:
    made = pathlib.Path(made)
    for kind in ("shipment", "label-order", "limits", "rule", "logger-format", "layout"):
        (made / f"{kind}.toml").write_text(run("new", kind), encoding="utf-8")
    check_files("shipment", [*tree.glob("examples/*/shipment.toml"), made / "shipment.toml"])
    check_files("label-order", [made / "label-order.toml"])
    check_files("limits", [*tree.glob("rules/limits/*.toml"), made / "limits.toml"])
    check_files("rule", [*tree.glob("rules/packaging/*.toml"), made / "rule.toml"])
    check_files("statement", tree.glob("rules/statements/*.toml"))
    check_files("logger-format", [path for path in tree.glob("rules/loggers/*.toml")
                                  if path.stem != "words"] + [made / "logger-format.toml"])
    check_files("layout", [*tree.glob("templates/*.toml"), made / "layout.toml"])
    check_files("printer", tree.glob("templates/printers/*.toml"))

    a = "examples/a-car-t-dry-shipper/"
    c = "examples/c-leukapheresis-2-8/"
    shipments = [str(path) for path in sorted(tree.glob("examples/*/shipment.toml"))]
    json_lines = ("--format", "json")
    check_lines("isbt-decode", run("isbt", "decode", "=A99991712345600=%6200", "=A999917123456I0",
                                   "no structure", *json_lines))
    check_lines("isbt-check", run("isbt", "check", "din", "A999917123456", *json_lines))
    check_lines("isbt-encode", run("isbt", "encode", "din", "fin=A9999", "yy=17", "seq=123456",
                                   "ff=00", *json_lines))
    check_lines("check", run("check", *shipments, *json_lines))
    check_lines("label", run("label", a + "shipment.toml", "-o", str(made / "l.pdf"), *json_lines))
    check_lines("document", run("document", "manifest", a + "shipment.toml", "-o",
                                str(made / "m.pdf"), *json_lines))
    check_lines("readings", run("readings", c + "berlinger-qtagclmdoclr-1.txt", "tests/data/loggers",
                                "--summary", *json_lines, answers=(0, 1, 3)))
    for folder in (a, c):
        check_lines("certify", run("certify", folder + "shipment.toml", "-o",
                                   str(made / (folder[9] + ".pdf")), *json_lines))
    check_lines("certify", run("certify", c + "berlinger-qtagclmdoclr-1.txt", "--limits", "2-8",
                               "--window", "recording", *json_lines))
    check_lines("recheck", run("recheck", str(made / "a.pdf"), str(made / "c.pdf"), *json_lines))
    check_lines("receive", run("receive", a + "shipment.toml", a + "arrival-scans.txt",
                               "--condition", "intact", *json_lines))
    check_lines("explain", run("explain", "5", "DI-08", *json_lines))
    run("dispatch", "examples", "-o", str(made / "night"))
    check(schema_of("dispatch"), json.loads((made / "night/summary.json").read_text()), "summary")
    dones = sorted((made / "night").glob("*/done.json"))
    assert dones, "no done.json"
    for path in dones:
        check(schema_of("done"), json.loads(path.read_text()), path)

for failure in failures[:40]:
    print(failure)
sys.exit(1 if failures else 0)
