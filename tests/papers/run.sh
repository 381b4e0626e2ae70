#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh COLDCHAIN. Exit code 77 means skipped.
for program in python3 pdftotext; do
    command -v "$program" > /dev/null || { echo "skipped: $program is not installed"; exit 77; }
done
exec python3 "$(dirname "$0")/facts.py" "$1"
