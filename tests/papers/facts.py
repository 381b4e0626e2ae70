#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every fact of the worked shipments, looked for in the text of the papers made from them.

The shipment is read here by Python and the papers by pdftotext, so nothing of coldchain says what
is expected. A fact has a row in FACTS that names the papers it stands on; what has no row makes the
test fail, so that a new key of a shipment is put somewhere on purpose. A fact that tells somebody
who a person is, or which bag or box this is, stands on no other paper than those of its row.

usage: facts.py COLDCHAIN
"""
import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import zoneinfo

M, W, D, C, L, V = "manifest", "waybill", "declaration", "custody", "container-label", "cover"
EVERY = {M, W, D, C, L, V}
NOWHERE = set()

# key: (papers, form, whether it must not stand on others)
# forms: text, both (local time and UTC), local (time without zone), day, label (17 APR 2023 12:30)
FACTS = {
    "id": (EVERY, "text", False),
    "order": ({M, D, L}, "text", True),
    "ship_at": ({M}, "both", False),
    "planned_arrival": ({M, C}, "both", False),
    "buffer": ({M}, "text", False),
    "mode": ({M}, "mode", False),
    "origin": ({M}, "text", False),
    "destination": ({M}, "text", False),
    "departure_airport": ({M, W, D}, "text", False),
    "destination_airport": ({M, W, D}, "text", False),
    "carrier": ({W, L}, "text", False),
    "service": ({M, W, L}, "text", False),
    "shipper.name": (EVERY, "text", False),
    "shipper.address": ({M, W, D, L}, "text", True),
    "shipper.country": ({W, D}, "text", False),
    "shipper.phone": ({M, W, D, L}, "text", True),
    "shipper.email": ({M}, "text", True),
    "consignee.name": (EVERY, "text", False),
    "consignee.address": ({M, W, D, L}, "text", True),
    "consignee.country": ({W, D}, "text", False),
    "consignee.phone": ({M, W, D, L}, "text", True),
    "consignee.email": ({M}, "text", True),
    "responsible_person.name": ({M, W, D, L}, "text", True),
    "responsible_person.phone": ({M, W, D, L}, "text", True),
    "emergency_contact.name": ({M, D, L}, "text", False),
    "emergency_contact.phone": ({M, D, L}, "text", False),
    "emergency_contact.contract": ({M, D}, "text", True),
    "waybill.number": (EVERY, "text", False),
    "waybill.nature_and_quantity": ({W}, "goods", False),
    "waybill.handling": ({W}, "text", False),
    "declaration.entries": ({D}, "entry", False),
    "product.id": ({M, C}, "text", False),
    "product.donation_identification_number": ({M, C, L}, "din", True),
    "product.product_code": ({M, L}, "text", True),
    "product.description": ({M, L}, "text", True),
    "product.blood_group": ({M}, "text", False),
    "product.collected_at": ({M}, "both", True),
    "product.expires_at": ({M}, "both", True),
    "product.volume": ({M}, "text", False),
    "product.storage": ({M, L}, "storage", False),
    "product.cell_dose": ({M}, "text", True),
    "product.chain_of_identity": ({M, C}, "text", True),
    "product.lot": ({M, C}, "text", True),
    "product.use": ({M}, "text", False),
    "product.container": ({M}, "words", False),
    "product.container_count": ({M}, "text", False),
    "product.recipient.id": ({M, C}, "text", True),
    "product.recipient.name": (NOWHERE, "text", True),
    "product.recipient.date_of_birth": (NOWHERE, "day", True),
    "product.donor.id": (NOWHERE, "text", True),
    "product.produced_at": (NOWHERE, "both", True),
    "product.investigational_number": (NOWHERE, "text", True),
    "package.id": ({M, C}, "text", False),
    "package.shipper_model": ({M, L}, "text", True),
    "package.asset": ({M, C, L}, "text", True),
    "package.gross_mass": ({M}, "text", True),
    "package.limits": ({M}, "text", False),
    "package.seals": ({M, C}, "text", True),
    "package.dry_ice.net": ({M, W, D}, "text", False),
    "package.liquid_nitrogen.state": ({M}, "text", False),
    "package.content.mass": ({M}, "text", False),
    "package.content.nature": ({L}, "nature", False),
    "package.content.judgement.by": (NOWHERE, "text", True),
    "package.content.judgement.basis": (NOWHERE, "text", True),
    "package.mark.text": ({L}, "text", False),
    "logger.serial": ({M, C}, "text", True),
    "logger.maker": ({M}, "text", False),
    "logger.model": ({M}, "text", False),
    "logger.package": ({M, C}, "text", False),
    "logger.role": ({M}, "text", False),
    "logger.limits": ({M}, "text", False),
    "logger.calibration.due": ({M}, "day", True),
    "custody.packed.at": ({C}, "both", True),
    "custody.packed.by": ({M, C}, "text", True),
    "custody.packed.verified_by": ({M, C}, "text", True),
    "custody.packed.place": ({C}, "text", False),
    "custody.handover.at": ({C}, "both", False),
    "custody.handover.from": ({C}, "text", False),
    "custody.handover.to": ({C}, "text", True),
    "custody.handover.place": ({C}, "text", True),
    "custody.handover.seals": ({C}, "text", False),
    "custody.handover.condition": ({C}, "text", False),
    "custody.handover.reading": ({C}, "text", True),
    "custody.received.at": ({C}, "both", True),
    "custody.received.by": ({C}, "text", False),
    "custody.received.place": ({C}, "text", False),
    "custody.received.condition": ({C}, "text", False),
    "custody.received.seals": ({C}, "text", False),
}
# Facts that rules judge, and that no paper of these repeats in so many words.
FOR_RULES = """
schema regimes transit carrier_service operator_arranged consignee_arranged
temperature_controlled_booking live_animals_on_flight clinical_trial
shipper.facility consignee.facility responsible_person.stated_on emergency_contact.always_answered
training.iata training.dot training.scope waybill.dangerous_goods
declaration.copies declaration.pages declaration.aircraft declaration.typed declaration.signed
declaration.handling declaration.retention
product.flags product.collection_type product.division product.attributes product.anticoagulant
product.additives product.urgent_medical_need product.investigational product.licensed
product.genetically_modified product.authorised_in product.ready_to_administer
product.donor.eligibility product.donor.tests_complete product.donor.tests_in_time
product.donor.reactive product.donor.risk_factor
package.kind package.requalified_until package.absorbent package.cushioning
package.itemised_list package.interior_support package.wet_ice package.shipper_address
package.consignee_address package.carrier_branded package.dry_ice.position
package.liquid_nitrogen.nonspill package.liquid_nitrogen.vented package.liquid_nitrogen.mass
package.liquid_nitrogen.charged_at package.liquid_nitrogen.hold_rated
package.liquid_nitrogen.hold_tested
package.content.product package.content.pathogen_known package.content.purpose
package.content.state package.content.volume package.content.genetically_modified
package.content.authorised_in package.content.ready_to_administer
package.content.judgement.minimal_likelihood package.content.declared package.content.pathogen
package.content.pathogen_form package.mark.height package.mark.face
logger.recording logger.placed_at logger.calibration.certificate logger.calibration.laboratory
logger.calibration.uncertainty logger.calibration.points
""".split()
RULE_TABLES = ("package.outer.", "package.secondary.", "package.primary.", "package.battery.",
               "package.label.")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def leaves(value, path=""):
    """(key, value) of everything in the document; lists of tables count as tables."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def instant(value):
    """A moment of the document: local time with zone, and UTC."""
    if isinstance(value, datetime.datetime):
        return value
    local, zone = value.split(" ")
    return datetime.datetime.fromisoformat(local).replace(tzinfo=zoneinfo.ZoneInfo(zone))


def needles(form, value, paper):
    """What must stand on the paper, as alternatives of parts that all must."""
    if form == "both":
        at = instant(value)
        utc = at.astimezone(datetime.timezone.utc)
        return [[at.strftime("%Y-%m-%d %H:%M"), utc.strftime("%Y-%m-%dT%H:%M:%SZ")]]
    if form == "din":  # A9999 26 000123 on labels, compact elsewhere
        return [[value], [f"{value[:5]} {value[5:7]} {value[7:]}"]]
    if form == "words":
        return [[value.replace("_", " ")]]
    if form == "mode":
        return [[value.replace("_", ", ")]]
    if form == "storage":  # "<= -150 C" is "-150 °C or colder" on a label
        number = re.findall(r"-?\d+", value)
        return [[value], [f"{number[-1]} °C or colder"], [" to ".join(number) + " °C"]]
    if form == "goods":  # spelt in the order and with the class that the rules ask for
        numbers = re.findall(r"UN ?\d{4}|\d+ x \d+ kg|A\d{3}|package|not restricted", value)
        return [[value], [part.replace("UN ", "UN") for part in numbers]]
    if form == "entry":  # "UN2814, name (agent), 6.2, 1 fibreboard box x 120 mL, 620"
        parts = [part.strip() for part in re.split(r", (?!affecting)", value)]
        return [[parts[0], parts[1], parts[2], re.search(r"\d+ (mL|kg)", parts[3]).group(), parts[4]]]
    if form == "nature":
        return [[value.replace("_", " ")]]
    return [[str(value)]]


def stands(text, alternatives):
    return any(all(squeezed(part) in text for part in parts) for parts in alternatives)


def check(shipment, texts, name):
    wrong = []
    for key, value in leaves(shipment):
        if key in FOR_RULES or key.startswith(RULE_TABLES):
            continue
        if key not in FACTS:
            wrong.append(f"{name}: {key} has no row in FACTS: on which papers does it stand?")
            continue
        papers, form, only_there = FACTS[key]
        if form == "nature" and any("product" in c for p in shipment["package"] for c in p["content"]):
            continue  # the product is named instead
        for paper, text in texts.items():
            there = stands(text, needles(form, value, paper))
            if paper in papers and not there:
                wrong.append(f"{name}: {paper} does not say {key} = {value}")
            if paper not in papers and there and only_there:
                wrong.append(f"{name}: {paper} says {key} = {value}, which does not belong there")
    return wrong


def text_of(pdf):
    out = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True)
    # "UN 2814" and "UN2814" are the same number
    return squeezed(out.stdout)


def main():
    coldchain = sys.argv[1]
    wrong = []
    count = 0
    for toml in sorted(pathlib.Path("examples").glob("*/shipment.toml")):
        words = toml.read_text()
        # a name that must not leave the label, with letters of its own
        words = words.replace("[product.recipient]", '[product.recipient]\nname = "Zofia Zmyślona"')
        shipment = tomllib.loads(words)
        for paper_size in ("a4", "letter"):
            with tempfile.TemporaryDirectory() as folder:
                changed = pathlib.Path(folder, "shipment.toml")
                changed.write_text(words)
                subprocess.run([coldchain, "document", "all", changed, "--paper", paper_size,
                                "--quiet", "-o", f"{folder}/papers"], check=False)
                made = {pdf.stem: text_of(pdf) for pdf in pathlib.Path(folder, "papers").glob("*.pdf")}
                every = made.pop("all")
                texts = {name: text for name, text in made.items() if name in EVERY}
                count += len(texts)
                name = f"{toml.parent.name} on {paper_size}"
                wrong += check(shipment, texts, name)
                if "Zmyślona" in every:
                    wrong.append(f"{name}: the one PDF says a recipient's name")
                for other, text in made.items():
                    if "Zmyślona" in text:
                        wrong.append(f"{name}: {other} says a recipient's name")
    if count < 50:
        wrong.append(f"only {count} papers were made")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
