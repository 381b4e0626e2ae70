// SPDX-License-Identifier: Apache-2.0
// Small worked cases of the files that experts write. Each says where to put it and how to try it.
#include "tools/starts.hpp"

namespace coldchain::tools {

std::string limits_start() {
    return R"(# Temperature limits of a product. The file name is the id: save it as
# OURS/rules/limits/my-product.toml and try
#   coldchain certify RECORDING --limits my-product --window recording --data OURS
schema = "coldchain.limits/1"
pack = "my-product"
edition = "1"                # raise it with every change; every certificate names it
valid_from = 2026-01-01
title = "My product, 2 to 8 C with a short time up to 15 C"
low = "2 C"                  # a reading equal to a limit is inside; leave out for an open side
high = "8 C"
decision = "simple"          # or "guarded": inside only by more than the logger's uncertainty
sparse = "warn"              # readings too far apart: warn, or refuse a certificate
longest_gap = "30 min"       # without a reading

# What is allowed beyond a limit. Without such a table nothing is.
[[level]]
id = "high"
side = "high"
limit = "8 C"
single = "30 min"            # one excursion lasts at most
total = "60 min"             # all of them together

# Warmer than this is never allowed.
[[level]]
id = "ceiling"
side = "high"
limit = "15 C"

[mkt]                        # mean kinetic temperature: not for frozen goods
applies = false
why_not = "the stability data of this product give no activation energy"

# The longest time between readings, by length of the trip; the last row is for any length.
[[interval]]
up_to = "24 h"
longest = "5 min"
[[interval]]
longest = "15 min"

[calibration]
required = true              # no certificate without a valid one

# Where the figures stand. evidence: verified (you have read it there), recalled, derived.
[[citation]]
regime = "company"
ref = "stability report SR-000"
edition = "1"
evidence = "recalled"

# Readings and the verdict they must come to.
[[example]]
about = "20 minutes at 12 C are allowed"
every = "5 min"
readings = ["5 C", "12 C", "12 C", "12 C", "12 C", "5 C"]
verdict = "excursion_within_allowance"
[[example]]
about = "16 C is not"
every = "5 min"
readings = ["5 C", "16 C", "5 C"]
verdict = "does_not_conform"
[[example]]
about = "the limits themselves are inside"
every = "5 min"
readings = ["2 C", "8 C", "5 C"]
verdict = "conforms"
)";
}

std::string rule_start() {
    return R"(# A packaging rule of your own. Save it as OURS/rules/packaging/company.toml and try
#   coldchain check SHIPMENT --data OURS
# Conditions speak of the keys of a shipment (coldchain help --man shipment) and of the definitions
# in the shared pack. A fact that is not given makes the rule unknown, never passed.
schema = "coldchain.packaging/1"
pack = "company"
edition = "1"
valid_from = 2026-01-01
title = "Company rules"

[[rule]]
id = "CO-01"
for = "package"                        # judged once for each [[package]]; absent: once
when = "package.kind = 'combination'"  # which ones it concerns
require = "package.shipper_model = 'Dry shipper, 4 L class'"
severity = "error"                     # info, warn, error or forbid
field = "package.shipper_model"        # whose value the finding shows
limit = "Dry shipper, 4 L class"
message = "{package.id} is not in the validated shipper"
fix = "pack {package.id} into the 4 L dry shipper"

[[rule.citation]]
regime = "company"
ref = "SOP-000, section 4"
edition = "1"
evidence = "verified"                  # you have read it there

# The fix as a change of the document, so that check can prove that it mends the shipment.
[[rule.change]]
set = "package.shipper_model"
to = "Dry shipper, 4 L class"

# Cases that must come out as they say; at least one that passes and one that fails.
[[rule.example]]
from = "cells in a dry shipper"
set = { "package[0].shipper_model" = "Dry shipper, 4 L class" }
expect = "passes"
[[rule.example]]
from = "cells in a dry shipper"
set = { "package[0].shipper_model" = "Foam box" }
expect = "fails"
[[rule.example]]
from = "cells in a dry shipper"
remove = ["package[0].shipper_model"]
expect = "unknown"
)";
}

std::string logger_format_start() {
    return R"(# What only the maker knows about a logger's export. Delimiters, columns, dates and decimals are
# inferred from the file; write here only what cannot be. Save it as OURS/rules/loggers/my-logger.toml
# and try: coldchain readings EXPORT --summary --data OURS
schema = "coldchain.logger/1"
pack = "my-logger"
edition = "1"
valid_from = 2026-01-01
title = "My logger, CSV export"
maker = "My maker"
evidence = "recalled"               # how you know it: verified, recalled, derived

# How the file is recognised: how its first line begins, or words in its first 16 KB.
[signature]
first_line = ["My Logger Export"]

[device]
serial_keys = ["Serial"]            # the preamble key before the serial number
model_keys = ["Model"]

[table]
status = "State"                    # heading of the status column
good = ["OK"]                       # cells of it that mean a good reading
sentinels = ["-999"]                # values that mean "no reading"

# An export as it is, and what reading it must give.
[[example]]
text = """
My Logger Export
Serial: 000123
Model: ML-1
Time,Temperature (C),State
2026-06-01T10:00:00Z,4.5,OK
2026-06-01T10:10:00Z,4.7,OK
2026-06-01T10:20:00Z,-999,OK
2026-06-01T10:30:00Z,4.6,OK
"""
[example.yields]
rows = 4
used = 4
serial = "000123"
model = "ML-1"
first = "2026-06-01T10:00:00Z"
last = "2026-06-01T10:30:00Z"
minimum = "4.5 C"
maximum = "4.7 C"
)";
}

std::string layout_start() {
    return R"(# A label layout in millimetres from the upper left corner. Save it as
# OURS/templates/my-label.toml and try
#   coldchain label SHIPMENT --template my-label --data OURS -o label.pdf
# A draft prints its watermark. Look at it, scan it, and only then write state = "approved".
schema = "coldchain.layout/1"
pack = "my-label"
edition = "1"
valid_from = 2026-01-01
title = "My label, 100 x 60 mm"
state = "draft"
statements = ["us-cell-therapy"]    # packs of rules/statements whose words it prints
width = "100 mm"
height = "60 mm"
margin = "1.5 mm"                   # nothing is printed nearer to the edge
smallest_text = "2.1 mm"

[watermark]                         # where "draft" stands, clear of symbols and texts
x = "50 mm"
y = "54.5 mm"
width = "48 mm"
height = "3.5 mm"

# A symbol: the structures it carries by number, 001 the donation number, 003 the product. The module
# is the width wanted; the printer's whole dots decide. A symbol keeps its quiet zone.
[[symbol]]
name = "symbol 001"
symbology = "Code128"
structures = ["001"]
x = "5 mm"
y = "3 mm"
module = "0.25 mm"
height = "10 mm"

# What is drawn by rule: the donation number with its flags turned and its check character boxed.
[[figure]]
name = "donation number"
kind = "din"
x = "5 mm"
y = "14 mm"
width = "60 mm"
height = "6 mm"
size = "3.9 mm"

# Several structures in one square symbol are a compound message.
[[symbol]]
name = "symbol 023"
symbology = "DataMatrix"
structures = ["001", "003"]
x = "80 mm"
y = "4 mm"
module = "0.4 mm"

# Texts flow from the top of their area; taller or wider than it is refused. {field} must be given,
# {field?} leaves its paragraph out when it is not.
[[text]]
name = "product"
x = "5 mm"
y = "24 mm"
width = "60 mm"
height = "20 mm"
[[text.line]]
text = "{description}"
face = "sans_bold"
size = "3.2 mm"
[[text.line]]
text = "{volume?}"
size = "2.6 mm"
[[text.line]]
text = "Store {storage?}"
size = "2.6 mm"

[[text]]
name = "statements"
x = "5 mm"
y = "45 mm"
width = "60 mm"
height = "9 mm"
[[text.line]]
text = "{statements_use?}"
size = "2.2 mm"
[[text.line]]
text = "{statements_warning?}"
size = "2.2 mm"
)";
}

} // namespace coldchain::tools
