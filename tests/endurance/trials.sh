#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# trials.sh COLDCHAIN TRIAL: one hardship for every command that reads or writes. Each trial prints a
# list, one line a command: its exit code and what it says on standard error; the list is compared with
# TRIAL.list beside this script (ACCEPT=1 writes it). Beyond the list each trial looks that nothing was
# lost or halved: an output is the whole one of a quiet run or is not there, and no temporary file
# stays. Exit code 77: skipped.
set -u
coldchain=$1
trial=$2
here=$(cd "$(dirname "$0")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
trap 'cd /; umount "$work/small" 2> /dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
failed=0
fail() { echo "$trial: $*" >&2; failed=1; }

# laid out as installed, so that another user reaches program and data
mkdir -p "$work/bin" "$work/share/coldchain"
cp "$coldchain" "$work/bin/coldchain"
cp -r "$source_dir/rules" "$source_dir/templates" "$work/share/coldchain/"
export PATH="$work/bin:$PATH"
mkdir "$work/in"
cp -r "$source_dir/examples/a-car-t-dry-shipper" "$work/in/a"
cp -r "$source_dir/examples/c-leukapheresis-2-8" "$work/in/c"
cd "$work" || exit 1

# NAME, then the rest of a command line; OUT is where it writes, IN what it reads.
writers="
isbt.svg isbt keyboard calibrate --to svg -o OUT
label.pdf label in/a/shipment.toml --to pdf -o OUT
label.zpl label in/a/shipment.toml --to zpl -o OUT
checklist.pdf check --checklist dry-ice in/a/shipment.toml --to pdf -o OUT
manifest.pdf document manifest in/a/shipment.toml --to pdf -o OUT
readings.csv readings in/c/berlinger-qtagclmdoclr-1.txt -o OUT
certificate.pdf certify in/c/shipment.toml -o OUT
receipt.pdf receive in/a/shipment.toml in/a/arrival-scans.txt --condition intact --to pdf -o OUT
shipment.toml new shipment -o OUT
schema.json schema shipment -o OUT
"
readers="
isbt isbt decode --input IN
label label IN -o x.pdf
scan scan IN
check check IN
document document manifest IN -o x.pdf
readings readings IN --summary
certify certify IN --limits 2-8 --window recording -o x.pdf
recheck recheck IN
receive receive IN in/a/arrival-scans.txt
rules rules diff IN in/a/shipment.toml
"
# these neither read nor write a file that is named to them, or have trials of their own (tests/night)
others="dispatch explain help"

# a command that is in none of the lists would go untried
for command in $(coldchain help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    echo "$writers $readers" | grep -q "^[a-z.]* $command " || [[ " $others " == *" $command "* ]] \
        || fail "command $command is in no list of the trials"
done

say() { # name, code, file with standard error: the line of the list
    printf '%s: %s: %s\n' "$1" "$2" "$(grep -v '^ *[0-9]* | ' "$3" | head -n 1 | cut -c 1-160 | sed "s|$work/||g")"
}
no_remains() { # folder
    [ -z "$(find "$1" -name '.tmp-*')" ] || fail "temporary files stay: $(find "$1" -name '.tmp-*')"
}
each() { # list, function: called with NAME and the words of the line
    printf '%s' "$1" | grep . > "$work/lines"
    while IFS= read -r line <&3; do
        # shellcheck disable=SC2086
        "$2" $line
    done 3< "$work/lines"
}
filled() { # word to replace, value, words...: the command line
    local from=$1 to=$2
    shift 2
    command_line=()
    for word in "$@"; do
        [ "$word" = "$from" ] && word=$to
        command_line+=("$word")
    done
}
run_line() { # the command line at hand, with a time limit; code and standard error are kept
    timeout 60 "${prefix[@]}" coldchain "${command_line[@]}" < /dev/null > "$work/out" 2> "$work/err"
    code=$?
    [ $code != 124 ] || fail "$name hangs"
    [ $code -lt 128 ] || fail "$name ended with a signal: $code"
}
prefix=()

make_clean() { # what each writer makes when nothing is in its way
    mkdir -p clean
    one() { name=$1; filled OUT "clean/$1" "${@:2}"; run_line; [ -s "clean/$1" ] || fail "$1 is not made: $(cat err)"; }
    each "$writers" one
}
whole_or_absent() { # file, name
    [ ! -e "$1" ] || cmp -s "$1" "clean/$2" || fail "$2 is halved"
}

as_other_user() {
    [ "$(id -u)" = 0 ] || return 0
    command -v setpriv > /dev/null || { echo "skipped: setpriv is not installed"; exit 77; }
    chmod -R a+rX "$work/in" "$work/bin" "$work/share"
    prefix=(setpriv --reuid=65534 --regid=65534 --clear-groups)
}

case $trial in
full_disk)
    [ "$(id -u)" = 0 ] || { echo "skipped: mounting asks for root"; exit 77; }
    make_clean
    mkdir small
    mount -t tmpfs -o size=64k none small 2> /dev/null || { echo "skipped: mounting is not allowed here"; exit 77; }
    head -c 65536 /dev/zero > small/filler 2> /dev/null
    one() {
        name=$1
        filled OUT "small/$1" "${@:2}"
        run_line
        say "$1" $code err
        [ $code = 3 ] || fail "$1 ended with $code"
        [ ! -e "small/$1" ] || fail "$1 is there on a full disk"
    }
    each "$writers" one
    no_remains small ;;
read_only)
    make_clean
    as_other_user
    mkdir closed
    chmod 555 closed
    one() { name=$1; filled OUT "closed/$1" "${@:2}"; run_line; say "$1" $code err; [ $code = 3 ] || fail "$1 ended with $code"; }
    each "$writers" one
    [ -z "$(ls -A closed)" ] || fail "something was written into a read-only folder" ;;
no_permission)
    as_other_user
    echo secret > in/secret
    chmod 000 in/secret
    chmod 777 .
    one() { name=$1; filled IN in/secret "${@:2}"; run_line; say "$1" $code err; [ $code = 3 ] || fail "$1 ended with $code"; }
    each "$readers" one ;;
empty | huge | folder | missing | loop | fifo)
    case $trial in
    empty) : > in/it ;;
    huge) truncate -s 2G in/it ;;
    folder) mkdir in/it ;;
    loop) ln -s it in/ti; ln -s ti in/it ;;
    fifo) mkfifo in/it ;;
    esac
    # two gigabytes must be refused or read in passing, not held
    [ $trial != huge ] || ulimit -v 2000000
    one() {
        name=$1
        filled IN in/it "${@:2}"
        # somebody opens the pipe and says nothing; isbt reads it as a stream, the others refuse it
        [ $trial != fifo ] || timeout 1 sh -c ': > in/it' &
        run_line
        say "$1" $code err
        case $code in 0 | 1 | 3 | 5) ;; *) fail "$1 ended with $code" ;; esac
        [ ! -e x.pdf ] || fail "$1 made a file of nothing"
    }
    each "$readers" one
    no_remains . ;;
exists)
    one() {
        name=$1
        echo mine > "$1"
        filled OUT "$1" "${@:2}"
        run_line
        say "$1" $code err
        [ "$(cat "$1")" = mine ] || fail "$1 was replaced"
    }
    each "$writers" one ;;
broken_pipe)
    one() { # the reader is gone before the first byte
        name=$1
        filled OUT - "${@:2}"
        { sleep 0.05; coldchain "${command_line[@]}" < /dev/null 2> err; echo $? > code; } | true
        while [ ! -s code ]; do sleep 0.02; done
        code=$(cat code)
        rm code
        [ "$code" -lt 128 ] || fail "$1 died of the pipe"
        say "$1" "$code" err
        [ "$code" = 3 ] || fail "$1 ended with $code"
    }
    each "$writers" one ;;
closed_output)
    make_clean
    mkdir o
    one() { # a closed descriptor must not become the file that is written
        name=$1
        filled OUT "o/$1" "${@:2}"
        coldchain "${command_line[@]}" < /dev/null 2> err >&-
        code=$?
        say "$1" $code err
        whole_or_absent "o/$1" "$1"
        [ -e "o/$1" ] || fail "$1 is not made"
        filled OUT "o/all-$1" "${@:2}"
        coldchain "${command_line[@]}" <&- >&- 2>&-
        whole_or_absent "o/all-$1" "$1"
        filled OUT - "${@:2}"
        coldchain "${command_line[@]}" < /dev/null 2> err >&-
        code=$?
        say "$1 to standard output" $code err
        [ $code = 3 ] || fail "$1 to a closed standard output ended with $code"
    }
    each "$writers" one
    no_remains o ;;
odd_place)
    make_clean
    mkdir o
    one() { # another locale, zone and no terminal change no byte
        name=$1
        filled OUT "o/$1" "${@:2}"
        LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 TZ=Pacific/Kiritimati HOME=/nonexistent setsid -w \
            timeout 60 coldchain "${command_line[@]}" < /dev/null > out 2> err
        code=$?
        say "$1" $code err
        cmp -s "o/$1" "clean/$1" || fail "$1 has other bytes"
    }
    each "$writers" one ;;
not_root)
    make_clean
    as_other_user
    mkdir o
    chmod 777 o
    one() { name=$1; filled OUT "o/$1" "${@:2}"; run_line; say "$1" $code err; cmp -s "o/$1" "clean/$1" || fail "$1 has other bytes"; }
    each "$writers" one ;;
two_at_once)
    make_clean
    mkdir o
    one() { # one of two makes the file, the other is told that it is there; it is whole either way
        name=$1
        filled OUT "o/$1" "${@:2}"
        coldchain "${command_line[@]}" < /dev/null > /dev/null 2> err1 &
        local other=$!
        coldchain "${command_line[@]}" < /dev/null > /dev/null 2> err2
        local one=$?
        wait $other
        local two=$?
        cmp -s "o/$1" "clean/$1" || fail "$1 is halved"
        case "$one $two" in
        *3*) [ "$one" != "$two" ] || fail "$1: neither made it" ;;
        *) fail "$1: both say that they made it ($one $two)" ;;
        esac
        printf '%s: one %s\n' "$1" "$(cat err1 err2 | grep -c 'exists already\|File exists') told that it is there"
    }
    each "$writers" one
    no_remains o ;;
*) echo "no trial $trial" >&2; exit 1 ;;
esac > "$work/list"

if [ "${ACCEPT:-}" = 1 ]; then
    cp "$work/list" "$here/$trial.list"
    echo "written: $here/$trial.list"
    exit 77
fi
cat "$work/list"
diff -u --label expected --label got "$here/$trial.list" "$work/list" || fail "the list differs"
exit $failed
