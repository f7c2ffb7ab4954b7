#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What systemd itself says of the units: no mistake in them, hardly any exposure, and a user that
# can be made. Exit status 77 (skipped) where systemd's tools are missing.
#     units_test.sh SYSTEMD_FOLDER
set -euo pipefail
source_folder=$1
command -v systemd-analyze >/dev/null || exit 77

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/units"
ln -s "$(type -P true)" "$folder/bin/dutyd"
sed "s|@DUTYD_BINDIR@|$folder/bin|" "$source_folder/dutyd.service.in" >"$folder/units/dutyd.service"
cp "$source_folder/dutyd.socket" "$folder/units/"
mkdir "$folder/units/dutyd.service.d"
cp "$source_folder"/dutyd.service.d/*.conf "$folder/units/dutyd.service.d/"

if grep -n '@' "$folder/units/dutyd.service" | grep -v 'SystemCallFilter='; then
    echo "the unit has something left to fill in"
    exit 1
fi
units=("$folder/units/dutyd.service" "$folder/units/dutyd.socket")
if ! said=$(systemd-analyze verify --man=no "${units[@]}" 2>&1) || [[ $said == *dutyd* ]]; then
    echo "$said"
    exit 1
fi
systemd-analyze security --offline=true --threshold=15 --no-pager "$folder/units/dutyd.service" |
    tail -n 1

if command -v systemd-sysusers >/dev/null; then
    mkdir -p "$folder/root/etc"
    systemd-sysusers --root="$folder/root" "$source_folder/sysusers.d/dutyd.conf" >/dev/null
    grep -q '^dutyd:' "$folder/root/etc/passwd"
    grep -q '^dutyd:' "$folder/root/etc/group"
fi
