# SPDX-License-Identifier: Apache-2.0
# Label orders as JSON Lines: orders.py COUNT
import json,sys
n=int(sys.argv[1])
base=dict(flags="00",product_code="S1128",collection_type="1",division="00",description="HPC, APHERESIS",attributes=["Citrate","Mobilized"],blood_group="A pos",collected_at="2026-11-20T10:15 America/Los_Angeles",produced_at="2026-11-21T08:00 America/Los_Angeles",expires_at="2027-11-22T23:59 America/Los_Angeles",volume="68 mL",anticoagulant="ACD-A",additives=["10% DMSO"],storage="<= -150 C",cell_dose="2.1e8 CAR+ T cells",use="autologous",urgent_medical_need=False,investigational=True,investigational_number="IND 00000",licensed=False,container="cryobag",donor=dict(id="DON-001",eligibility="not_required",tests_complete=True,tests_in_time=True,reactive=[],risk_factor=False),recipient=dict(id="REC-001",date_of_birth="1970-01-01"))
for i in range(n):
    d=dict(id="P%06d"%i,donation_identification_number="A9999%02d%06d"%(26-i//900000,i%900000),lot="LOT-26-%06d"%i); d.update(base); print(json.dumps(d))
