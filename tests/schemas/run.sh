#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh SCRIPT COLDCHAIN. Exit code 77 means skipped.
command -v python3 > /dev/null || { echo "skipped: python3 is not installed"; exit 77; }
exec python3 "$(dirname "$0")/$1" "$2"
