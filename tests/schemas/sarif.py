#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sarif.py COLDCHAIN: the logs of check and isbt hold what SARIF 2.1.0 (OASIS, 2020) requires; the
clause stands beside each demand. The places must be where the fault is in the file."""
import json
import pathlib
import subprocess
import sys
import tempfile

coldchain = sys.argv[1]
tree = pathlib.Path(__file__).resolve().parents[2]


def log_of(*words, code):
    done = subprocess.run([coldchain, *words, "--format", "sarif"], cwd=tree, capture_output=True,
                          text=True, check=False)
    assert done.returncode == code, (words, done.returncode, done.stderr)
    return json.loads(done.stdout)


def demand(log):
    assert log["version"] == "2.1.0"                                       # 3.13.2
    assert isinstance(log["runs"], list) and len(log["runs"]) == 1          # 3.13.4
    run = log["runs"][0]
    driver = run["tool"]["driver"]                                          # 3.14.6, 3.18.2
    assert driver["name"] == "coldchain"                                    # 3.19.8
    ids = [rule["id"] for rule in driver["rules"]]                          # 3.49.3
    assert len(set(ids)) == len(ids)                                        # 3.19.23: unique
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")     # 3.14.17
    for result in run["results"]:                                           # 3.14.23
        assert result["message"]["text"]                                    # 3.27.11
        assert result["level"] in ("none", "note", "warning", "error")      # 3.27.10
        assert result["ruleId"] in ids                                      # 3.27.5
        for location in result["locations"]:                                # 3.27.12
            physical = location.get("physicalLocation")                     # 3.28.3
            if physical is not None:
                uri = physical["artifactLocation"]["uri"]                   # 3.29.3, 3.4.3
                assert not uri.startswith("/") and " " not in uri
                region = physical.get("region", {"startLine": 1})
                assert region["startLine"] >= 1                             # 3.30.5
                assert region.get("startColumn", 1) >= 1                    # 3.30.6
            for logical in location.get("logicalLocations", []):            # 3.28.4
                assert logical["fullyQualifiedName"]                        # 3.33.5
    return run["results"]


def line(path, number):
    return (tree / path).read_text(encoding="utf-8").splitlines()[number - 1]


ice = "examples/b-samples-on-dry-ice/shipment.toml"
found = [result for result in demand(log_of("check", ice, code=1)) if result["ruleId"] == "DI-08"]
assert len(found) == 1 and found[0]["level"] == "error"
region = found[0]["locations"][0]["physicalLocation"]
assert region["artifactLocation"]["uri"] == ice
assert "[package.label]" in line(ice, region["region"]["startLine"])

assert all(result["level"] != "error"
           for result in demand(log_of("check", "examples/b-samples-on-dry-ice-fixed/shipment.toml",
                                       code=0)))
demand(log_of("check", ice, "examples/a-car-t-dry-shipper/shipment.toml", code=1))

assert demand(log_of("isbt", "decode", "=A99991712345600", code=0)) == []
argument = demand(log_of("isbt", "decode", "=A999917123456I0", code=1))
assert [result["ruleId"] for result in argument] == ["ISBT-03"]
assert "physicalLocation" not in argument[0]["locations"][0]

with tempfile.TemporaryDirectory(dir=tree) as folder:
    scans = pathlib.Path(folder) / "scans of today.txt"
    scans.write_text("=A99991712345600\n=A999917123456I0\n]C0=A999917123456I0\n", encoding="utf-8")
    name = str(scans.relative_to(tree))
    places = [result["locations"][0]["physicalLocation"]
              for result in demand(log_of("isbt", "decode", "--input", name, code=1))]
    # the flag character is the 15th of the string, the symbology identifier adds three
    assert [(place["region"]["startLine"], place["region"]["startColumn"]) for place in places] \
        == [(2, 15), (3, 18)], places
    assert places[0]["artifactLocation"]["uri"].endswith("/scans%20of%20today.txt")

    broken = pathlib.Path(folder) / "broken.toml"
    broken.write_text('schema = "coldchain.shipment/1"\nidd = "X"\n', encoding="utf-8")
    results = demand(log_of("check", str(broken.relative_to(tree)), code=3))
    assert [result["ruleId"] for result in results][0] == "input"
    places = [result["locations"][0]["physicalLocation"] for result in results]
    # a key that the whole file lacks: the file without a region is meant as a whole (3.29.4)
    assert "region" not in places[0], places[0]
    # the key that is not known stands in the second line
    assert [place["region"]["startLine"] for place in places if "region" in place] == [2], places
