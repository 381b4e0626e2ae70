#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# life.sh DEB: for a bare Debian tree, as root, with apt sources. Installs the package with what it
# depends on, runs the commands of the three packaged guides as an ordinary user, removes the package
# and looks that nothing of it stays. ../cli/guides.sh is used, the source tree is not.
set -eu
deb=$(realpath "$1")
guides=$(cd "$(dirname "$0")/../cli" && pwd)/guides.sh
fail() { echo "failed: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "installing asks for root"
! dpkg-query -W coldchain > /dev/null 2>&1 || fail "coldchain is installed already"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
# what packages may have put on the disk; what others write at run time is not ours to compare
everything() { find /etc /opt /srv /usr /home /root -xdev | sort; }

apt-get update -qq
# its dependencies first, so that only the package itself stands between the two lists of files
dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/[ |(].*//' > "$work/depends"
xargs apt-get install -y -qq --no-install-recommends < "$work/depends" > "$work/log" 2>&1 \
    || { tail "$work/log"; fail "the dependencies cannot be installed"; }
everything > "$work/before"
apt-get install -y -qq --no-install-recommends "$deb" > "$work/log" 2>&1 || { tail "$work/log"; fail "cannot be installed"; }
echo "installed: $(dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} KiB' coldchain)"
dpkg --verify coldchain

# as a stranger with no rights and no home
cp "$guides" "$work/guides.sh"
chmod 755 "$work" "$work/guides.sh"
setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/nonexistent \
    "$work/guides.sh" /usr/bin/coldchain /usr/share/doc/coldchain/examples || fail "the guides do not hold"

apt-get remove -y -qq coldchain > "$work/log" 2>&1 || { tail "$work/log"; fail "cannot be removed"; }
everything > "$work/after"
diff "$work/before" "$work/after" || fail "something stays"
[ "$(dpkg-query -W -f '${Status}' coldchain 2> /dev/null || true)" = "" ] || fail "dpkg still knows it"
echo "removed, and nothing of it stays"
