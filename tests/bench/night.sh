#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# night.sh COLDCHAIN [SHIPMENTS]: one night of that many shipments (default 10,000), each with a
# recording. Prints wall time and peak memory for --jobs 1 and as many as there are processors, and
# per shipment; then kills a run ten times at moments spread over it, finishes it, and compares the
# results with the clean ones byte for byte. Times on a busy machine are noise; the ratio of the two
# runs and the comparison are what counts.
set -eu
coldchain=$(realpath "$1")
count=${2:-10000}
source_dir=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for i in $(seq "$count"); do
    if [ $((i % 2)) = 0 ]; then from=a-car-t-dry-shipper; else from=c-leukapheresis-2-8; fi
    mkdir -p "night/s$i"
    cp "$source_dir/examples/$from"/* "night/s$i/"
    sed -i "0,/^id = /s/^id = .*/id = \"S$i\"/" "night/s$i/shipment.toml"
done

measured() { # OUT, JOBS: seconds and peak memory in KB; the exit code must be that of shipments not in order
    python3 - "$coldchain" "$1" "$2" <<'PYTHON'
import resource, subprocess, sys, time
begin = time.monotonic()
code = subprocess.run([sys.argv[1], "dispatch", "night", "-o", sys.argv[2], "--jobs", sys.argv[3],
                       "--quiet"]).returncode
seconds = time.monotonic() - begin
assert code == 1, f"dispatch ended with {code}"
print(f"{seconds:.2f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")
PYTHON
}
report() { # jobs, seconds, KB
    awk -v n="$count" -v jobs="$1" -v s="$2" -v kb="$3" 'BEGIN {
        printf "%d shipments, --jobs %d: %.1f s, %.2f ms a shipment, peak %.0f MB, %.1f KB a shipment\n",
               n, jobs, s, 1000 * s / n, kb / 1024, kb / n }'
}

processors=$(nproc)
read -r serial memory < <(measured serial 1)
report 1 "$serial" "$memory"
read -r parallel memory < <(measured clean "$processors")
report "$processors" "$parallel" "$memory"
awk -v a="$serial" -v b="$parallel" -v n="$processors" 'BEGIN { printf "%d jobs are %.2f times as fast as one\n", n, a / b }'
diff -rq serial clean
rm -rf serial

early=0
for kill in $(seq 10); do
    "$coldchain" dispatch night -o killed --jobs "$processors" --quiet > /dev/null 2>&1 &
    runner=$!
    sleep "$(awk -v s="$parallel" 'BEGIN { printf "%.2f", s / 11 }')"
    kill -KILL $runner 2> /dev/null && early=$((early + 1))
    wait $runner 2> /dev/null || true
done
"$coldchain" dispatch night -o killed --jobs "$processors" --quiet > /dev/null 2>&1 || [ $? = 1 ]
diff -rq killed clean
echo "killed $early times, finished, equal to the clean run byte for byte"
