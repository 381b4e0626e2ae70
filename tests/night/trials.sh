#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Trials of dispatch over the worked shipments: trials.sh COLDCHAIN TRIAL. Exit code 77: skipped.
# NIGHT_KILLS sets how many moments the killed trial tries (default 15).
set -u
coldchain=$1
trial=$2
source_dir=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'cd /; umount "$work/small" 2> /dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
cp -r "$source_dir/examples" "$work/night"
rm -rf "$work/night/out"
cd "$work" || exit 1

fail() { echo "$*"; exit 1; }
dispatch() { "$coldchain" dispatch night "$@" > stdout 2> stderr; }
same() { diff -r "$1" "$2" > differences || { head -n 5 differences; return 1; }; }
reference() { dispatch -o clean; reference_code=$?; [ $reference_code = 1 ] || fail "the clean run ended with $reference_code: $(cat stderr)"; }
# make_many COUNT: as many shipments in the folder many
make_many() {
    mkdir many
    for i in $(seq 1 "$1"); do
        cp -r night/b-samples-on-dry-ice "many/s$i"
        sed -i "0,/^id = /s/^id = .*/id = \"S$i\"/" "many/s$i/shipment.toml"
    done
}
# nothing but whole files of the clean run, and temporary names
only_whole() {
    find "$1" -type f ! -name '.tmp-*' | while read -r file; do
        cmp -s "$file" "clean/${file#"$1"/}" || { echo "$file is not the clean run's"; exit 1; }
    done
}

case $trial in
other_locale)
    # comma decimals, a dotless i; made here when the machine has them not, and proved to be in force
    reference
    for locale in de_DE tr_TR; do
        if [ "$(LC_ALL=$locale.UTF-8 locale decimal_point 2> /dev/null)" != , ]; then
            [ -e "/usr/share/i18n/locales/$locale" ] || { echo "skipped: locales is not installed"; exit 77; }
            mkdir -p locales
            localedef -c -i "$locale" -f UTF-8 "locales/$locale.UTF-8" > localedef.log 2>&1
            export LOCPATH="$work/locales"
        fi
        [ "$(LC_ALL=$locale.UTF-8 locale decimal_point)" = , ] || fail "$locale could not be made: $(cat localedef.log)"
        LC_ALL=$locale.UTF-8 TZ=Pacific/Kiritimati dispatch -o "$locale" --jobs 2
        same clean "$locale" || fail "the locale $locale changes bytes"
    done
    ;;
same_bytes)
    reference
    TZ=Pacific/Kiritimati dispatch -o odd
    same clean odd || fail "another zone changes bytes"
    TZ=America/New_York dispatch -o serial --jobs 1
    same clean serial || fail "one job changes bytes"
    dispatch -o two --jobs 2
    same clean two || fail "two jobs change bytes"
    cp -r night elsewhere && mkdir -p deeper/still && mv elsewhere deeper/still/night
    (cd deeper/still && "$coldchain" dispatch "$work/deeper/still/night" -o "$work/moved" > /dev/null 2>&1)
    same clean moved || fail "another folder changes bytes"
    grep -rlF "$work" clean && fail "a result names a folder of this machine"
    ;;
twice)
    reference
    cp -r clean before
    dispatch -o clean --verbose
    [ $? = 1 ] || fail "the second run ended with another code: $(cat stderr)"
    same before clean || fail "the second run changed something"
    grep -q ': made$' stderr && fail "the second run did something again: $(cat stderr)"
    ;;
two_at_once)
    make_many 40
    "$coldchain" dispatch many -o out > first.log 2>&1 &
    first=$!
    # the first result stands there only once the lock is held
    until [ -n "$(ls -A out 2> /dev/null)" ]; do sleep 0.01; done
    "$coldchain" dispatch many -o out > second.log 2>&1
    [ $? = 3 ] || fail "the second run into one folder did not end with 3"
    grep -q 'another run is writing here' second.log || fail "the second run does not tell the reason: $(cat second.log)"
    wait $first
    [ $? = 1 ] || fail "the first run was disturbed"
    "$coldchain" dispatch many -o whole > whole.log 2>&1
    same whole out || fail "the first run of two does not equal a clean one"

    # and nothing at all is written where somebody else holds the lock
    rm -rf out
    mkdir out
    exec 9< out
    flock -x 9 || exit 1
    dispatch -o out
    [ $? = 3 ] || fail "a locked folder did not end with 3"
    grep -q 'another run is writing here' stderr || fail "the reason is not told: $(cat stderr)"
    [ -z "$(ls -A out)" ] || fail "something was written into a locked folder"
    ;;
killed)
    reference
    begin=$(date +%s%N)
    dispatch -o timed
    span=$(($(date +%s%N) - begin))
    kills=${NIGHT_KILLS:-15}
    early=0
    for i in $(seq 1 "$kills"); do
        rm -rf out
        "$coldchain" dispatch night -o out > /dev/null 2>&1 &
        runner=$!
        sleep "$(awk -v s="$span" -v i="$i" -v n="$kills" 'BEGIN { printf "%.4f", s / 1e9 * i / n }')"
        kill -KILL $runner 2> /dev/null && early=$((early + 1))
        wait $runner 2> /dev/null
        [ ! -e out ] || only_whole out || fail "moment $i: half a file"
        dispatch -o out
        same clean out || fail "moment $i: the next run does not equal a clean one"
    done
    echo "killed at $early of $kills moments before the end"
    [ $early -gt $((kills / 3)) ] || fail "too few kills came in time to mean something"
    ;;
terminated)
    make_many 60
    "$coldchain" dispatch many -o out --jobs 1 > stdout 2> stderr &
    runner=$!
    sleep 0.4
    kill -TERM $runner
    wait $runner
    code=$?
    [ $code = 3 ] || [ $code = 1 ] || fail "SIGTERM ended with $code"
    [ -z "$(find out -name '.tmp-*')" ] || fail "temporary names are left"
    if [ $code = 3 ]; then
        grep -q 'interrupted after' stderr || fail "the interruption is not told: $(cat stderr)"
        [ ! -e out/summary.txt ] || fail "an interrupted run wrote a summary"
    fi
    "$coldchain" dispatch many -o out > /dev/null 2>&1
    "$coldchain" dispatch many -o whole > /dev/null 2>&1
    same whole out || fail "the run after SIGTERM does not equal a clean one"
    ;;
full_disk)
    reference
    # a limit on file sizes fails writes as a full disk does, without being root
    for blocks in 0 1 4 16 40; do
        rm -rf out
        (trap '' XFSZ; ulimit -f $blocks; "$coldchain" dispatch night -o out > /dev/null 2> "$work/limited")
        code=$?
        [ $code = 3 ] || [ $blocks != 0 ] || fail "with files limited to $blocks blocks it ended with $code"
        [ ! -e out ] || only_whole_or_summary=$(find out -type f ! -name '.tmp-*' ! -name 'summary.*' ! -name done.json)
        for file in ${only_whole_or_summary:-}; do
            cmp -s "$file" "clean/${file#out/}" || fail "$blocks blocks: $file is not whole"
        done
        dispatch -o out
        same clean out || fail "after files limited to $blocks blocks the next run does not equal a clean one"
    done
    mkdir small
    if mount -t tmpfs -o size=64k none small 2> /dev/null; then
        dispatch -o small/out
        [ $? = 3 ] || fail "a full disk did not end with 3"
        grep -qi 'no space' stderr small/out/summary.txt 2> /dev/null || grep -qi 'no space' stdout || fail "the full disk is not told: $(cat stderr stdout)"
        [ -z "$(find small -name '.tmp-*' ! -name .tmp-begun)" ] || fail "temporary files are left on the full disk"
        mount -o remount,size=64m small
        dispatch -o small/out
        same clean small/out || fail "after the full disk the next run does not equal a clean one"
    else
        echo "the small disk itself was left out: mounting is not allowed here"
    fi
    ;;
read_only)
    mkdir out
    chmod 555 out
    run="$coldchain"
    if [ "$(id -u)" = 0 ]; then
        command -v setpriv > /dev/null || { echo "skipped: setpriv is not installed"; exit 77; }
        chmod 755 "$work"
        # the program and its data must be reachable for the other user: laid out as installed
        mkdir -p bin share/coldchain
        cp "$coldchain" bin/coldchain
        cp -r "$source_dir/rules" "$source_dir/templates" share/coldchain/
        run="setpriv --reuid=65534 --regid=65534 --clear-groups $work/bin/coldchain"
    fi
    $run dispatch night -o out > stdout 2> stderr
    [ $? = 3 ] || fail "a read-only folder did not end with 3: $(cat stdout stderr)"
    grep -qi 'permission' stderr stdout || fail "the reason is not told: $(cat stderr stdout)"
    chmod 755 out
    [ -z "$(ls -A out)" ] || fail "something was written into a read-only folder"
    ;;
broken_inputs)
    reference
    cp -r night mixed
    head -c $(($(stat -c %s night/b-samples-on-dry-ice/shipment.toml) / 2)) night/b-samples-on-dry-ice/shipment.toml > mixed/b-samples-on-dry-ice/shipment.toml
    rm mixed/c-leukapheresis-2-8/berlinger-qtagclmdoclr-1.txt
    "$coldchain" dispatch mixed -o out > stdout 2> stderr
    [ $? = 3 ] || fail "broken shipments did not end with 3"
    grep -q 'b-samples-on-dry-ice/shipment.toml' out/summary.txt || fail "the cut shipment is not placed: $(cat out/summary.txt)"
    grep -q 'recording "berlinger-qtagclmdoclr-1.txt" is not in the shipment' out/summary.txt || fail "the missing recording is not told: $(cat out/summary.txt)"
    # the others are as ever, and the broken ones follow once they are mended
    id=$(sed -n 's/^id = "\(.*\)"$/\1/p' night/a-car-t-dry-shipper/shipment.toml | head -n 1)
    same "clean/$id" "out/$id" || fail "a bad shipment touched another"
    cp night/b-samples-on-dry-ice/shipment.toml mixed/b-samples-on-dry-ice/
    cp night/c-leukapheresis-2-8/berlinger-qtagclmdoclr-1.txt mixed/c-leukapheresis-2-8/
    "$coldchain" dispatch mixed -o out > stdout 2> stderr
    same clean out || fail "after mending, the results do not equal a clean run"
    ;;
expected)
    reference
    for folder in night/*/; do
        [ -e "$folder/expected.txt" ] || continue
        id=$(sed -n 's/^id = "\(.*\)"$/\1/p' "$folder/shipment.toml" | head -n 1)
        labels="label.pdf label.zpl"
        grep -q '^\[\[product\]\]' "$folder/shipment.toml" || labels= # nothing to label
        for file in $labels check.json manifest.pdf manifest.xml done.json; do
            [ -s "clean/$id/$file" ] || fail "$id has no $file"
        done
        while read -r step verdict; do
            got=$(sed -n "/\"step\": \"$step\"/,/\"next\"/s/.*\"verdict\": \"\(.*\)\".*/\1/p" "clean/$id/done.json")
            [ "$got" = "$verdict" ] || fail "$folder $step: $got, expected $verdict"
            if [ "$step" = certify ]; then
                for file in readings.csv certificate.pdf certificate.json; do
                    [ -s "clean/$id/$file" ] || fail "$id has no $file"
                done
            fi
        done < "$folder/expected.txt"
    done
    ;;
*)
    fail "no trial $trial"
    ;;
esac
exit 0
