#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is installed, and that it works from there: trials.sh BUILD TRIAL. Exit code 77: skipped.
set -u
build=$1
trial=$2
source_dir=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
fail() { echo "$*"; exit 1; }
install_into() {
    cmake --install "$build" --prefix "$1" > "$work/log" 2>&1 || fail "the installation failed: $(cat "$work/log")"
}
# expected_files: below the prefix; data as the source tree has them, the rest from the program's own lists
expected_files() {
    local program=$build/coldchain command shells
    {
        echo bin/coldchain
        "$program" help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' > "$work/commands"
        while read -r command; do
            echo "bin/coldchain-$command"
            echo "share/man/man1/coldchain-$command.1"
        done < "$work/commands"
        echo share/man/man1/coldchain.1
        mkdir "$work/pages"
        "$program" help --man -o "$work/pages"
        (cd "$work/pages" && find . -name '*.5' -printf 'share/man/man5/%P\n')
        echo share/bash-completion/completions/coldchain
        echo share/zsh/vendor-completions/_coldchain
        echo share/fish/vendor_completions.d/coldchain.fish
        printf 'share/doc/coldchain/%s\n' README.md NOTICE copyright
        (cd "$source_dir" && find rules templates -type f -printf 'share/coldchain/%p\n')
        # all but what builds from source, and the results of that
        (cd "$source_dir" && find examples -type f ! -path examples/run.sh ! -path examples/setup.sh \
            ! -path 'examples/out/*' -printf 'share/doc/coldchain/%p\n')
    } | sort
}
# works PROGRAM: commands over an example in a folder far from the source tree
works() {
    rm -rf "$work/far"
    mkdir "$work/far"
    cp -r "$source_dir/examples/c-leukapheresis-2-8" "$work/far/night"
    (
        cd "$work/far" || exit 1
        "$1" isbt check din A999917123456 > isbt || exit 1
        grep -q 9 isbt || exit 1
        "$1" certify night/shipment.toml -o certificate.pdf > certify
        [ $? = 1 ] && grep -q does_not_conform certify || exit 1
        "$1-explain" DI-08 > explained && [ -s explained ]
    ) || fail "$1 does not work: $(head -n 3 "$work"/far/*)"
}

case $trial in
files)
    install_into "$work/usr"
    (cd "$work/usr" && find . ! -type d -printf '%P\n' | sort) > "$work/got"
    expected_files > "$work/expected"
    diff "$work/expected" "$work/got" || fail "the installed files are not the expected ones"
    [ -z "$(find "$work/usr" -type f -perm /022)" ] || fail "files may be written by others"
    [ -z "$(find "$work/usr" -xtype l)" ] || fail "a link leads nowhere"
    works "$work/usr/bin/coldchain"
    ;;
moved)
    # the data stand beside the binary, wherever both were moved; and theirs is what is read
    install_into "$work/usr"
    mkdir "$work/other place"
    mv "$work/usr" "$work/other place/tools"
    works "$work/other place/tools/bin/coldchain"
    echo 'no such key' >> "$work/other place/tools/share/coldchain/rules/limits/2-8.toml"
    "$work/other place/tools/bin/coldchain" certify "$work/far/night/shipment.toml" -o "$work/again.pdf" > "$work/out" 2> "$work/err"
    [ $? = 3 ] || fail "a broken file in the moved data was not read"
    grep -q 'other place/tools/.*/2-8.toml:[0-9]' "$work/err" || fail "the place of the broken data is not told: $(cat "$work/err")"
    ;;
package)
    for program in dpkg-shlibdeps dpkg-deb file; do
        command -v $program > /dev/null || { echo "skipped: $program is not installed"; exit 77; }
    done
    (cd "$build" && cpack -B "$work") > "$work/log" 2>&1 || fail "cpack failed: $(tail "$work/log")"
    package=$(ls "$work"/*.deb)
    dpkg-deb -f "$package" > "$work/control"
    for needed in fonts-dejavu-core tzdata libc6 libhpdf libqpdf libzint; do
        grep '^Depends:' "$work/control" | grep -q "$needed" || fail "the package does not depend on $needed: $(cat "$work/control")"
    done
    dpkg-deb -c "$package" | sed -n 's/ -> .*//; s/.* \.\/usr\///p' | grep -v '/$' | grep . | sort > "$work/got"
    expected_files > "$work/expected"
    diff "$work/expected" "$work/got" || fail "the packaged files are not the expected ones"
    dpkg-deb -x "$package" "$work/root"
    works "$work/root/usr/bin/coldchain"
    "$source_dir/tests/cli/guides.sh" "$work/root/usr/bin/coldchain" "$work/root/usr/share/doc/coldchain/examples" \
        || fail "the packaged guides do not hold"
    # links count as links: what the package says it takes is what it takes, within a block a file
    said=$(sed -n 's/^Installed-Size: //p' "$work/control")
    taken=$(du -sk --apparent-size "$work/root" | cut -f 1)
    [ "$said" -gt $((taken * 9 / 10)) ] && [ "$said" -lt $((taken * 11 / 10)) ] \
        || fail "the package says it takes $said KiB, and takes $taken"
    [ "$(dpkg-deb -c "$package" | awk '{print $2}' | sort -u)" = root/root ] || fail "files belong to others than root"
    # no script of the package runs at installation or removal: what dpkg puts there it takes away
    dpkg-deb -I "$package" | grep -Eq ' (pre|post)(inst|rm)( |$)' && fail "the package has scripts"
    ;;
*)
    fail "no trial $trial"
    ;;
esac
exit 0
