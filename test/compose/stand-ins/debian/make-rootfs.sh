#!/bin/sh
# Makes rootfs.tar of a minimal Debian in the directory given; needs root and debootstrap.
set -eu
cd "$1"
debootstrap --variant=minbase bookworm rootfs http://deb.debian.org/debian
cat > rootfs/etc/apt/sources.list <<'LIST'
deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian bookworm-updates main
deb http://deb.debian.org/debian-security bookworm-security main
LIST
# Slim: no manuals, neither of what is installed nor of what will be.
cat > rootfs/etc/dpkg/dpkg.cfg.d/docker <<'EXCLUDED'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
EXCLUDED
echo 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };' \
  > rootfs/etc/apt/apt.conf.d/docker-clean
rm -rf rootfs/var/cache/apt/* rootfs/var/lib/apt/lists/* rootfs/var/log/*.log rootfs/etc/machine-id
rm -rf rootfs/usr/share/doc/* rootfs/usr/share/info/* rootfs/usr/share/locale/* rootfs/usr/share/man/*
rm -f rootfs/etc/resolv.conf rootfs/etc/hostname
tar --create --numeric-owner --directory rootfs --exclude './dev/*' --file rootfs.tar .
rm -rf rootfs
