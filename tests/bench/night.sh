#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# night.sh COLDCHAIN [SHIPMENTS]: one night of that many shipments (default 10,000), each with a
# recording. Prints wall and processor time and peak memory for --jobs 1 and as many as there are
# processors, per shipment, the memory as what it grows by over a night of two; then kills a run ten times at moments spread over it, finishes it, and compares the
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

measured() { # IN, OUT, JOBS: wall and processor seconds, peak memory in KB; some shipments are not in order
    python3 - "$coldchain" "$1" "$2" "$3" <<'PYTHON'
import resource, subprocess, sys, time
begin = time.monotonic()
code = subprocess.run([sys.argv[1], "dispatch", sys.argv[2], "-o", sys.argv[3], "--jobs", sys.argv[4],
                       "--quiet"]).returncode
seconds = time.monotonic() - begin
assert code == 1, f"dispatch ended with {code}"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{seconds:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss}")
PYTHON
}
report() { # jobs, wall seconds, processor seconds, KB, KB of a night of two
    awk -v n="$count" -v jobs="$1" -v s="$2" -v cpu="$3" -v kb="$4" -v base="$5" 'BEGIN {
        printf "%d shipments, --jobs %d: %.1f s, %.2f ms a shipment, %.2f ms of a processor; peak %.0f MB, %.2f KB more for each shipment\n",
               n, jobs, s, 1000 * s / n, 1000 * cpu / n, kb / 1024, (kb - base) / n }'
}

processors=$(nproc)
mkdir two
cp -r night/s1 night/s2 two/
read -r _ _ least < <(measured two two.out 1)
read -r serial used memory < <(measured night serial 1)
report 1 "$serial" "$used" "$memory" "$least"
read -r _ _ least < <(measured two two.outs "$processors")
read -r parallel used memory < <(measured night clean "$processors")
report "$processors" "$parallel" "$used" "$memory" "$least"
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
