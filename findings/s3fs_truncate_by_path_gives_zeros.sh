#!/usr/bin/env bash
# s3fs 1.90 fills a file with zeros where truncate(2) shortens it by its path.
#
# A file of eight letters that is shortened to three by its name (truncate(2), as `os.truncate(path)` of Python calls it) has
# three zero bytes afterwards, in the mounted folder and in the bucket: what was there is not read before it is written
# again. Shortened through an open file (ftruncate(2), as truncate(1) of coreutils calls it) it keeps its first three letters.
# Neither call fails. Whoever mounts a bucket for a program that shortens by path loses what the file held.
#
# Version: s3fs 1.90-1 (Debian 12), s3rver 3.7.1 as the bucket
# Date: 2026-11-30
# Seen on 2026-11-30:
#   truncate(2) by path: in the folder b'\x00\x00\x00'
#   ftruncate(2): in the folder b'abc'
#   truncate(2) by path: in the bucket b'\x00\x00\x00'
#   ftruncate(2): in the bucket b'abc'
# Exits with 0 while that is so. Needs root and /dev/fuse for the mount, node, npm, python3, curl, fuse3, and the libraries of
# s3fs (apt-get install s3fs).
set -euo pipefail
folder=$(mktemp -d)
bucket= mount=
clean() {
  mountpoint -q "$folder/mnt" && fusermount3 -u "$folder/mnt"
  [ -z "$mount" ] || wait "$mount" || true
  [ -z "$bucket" ] || kill "$bucket" || true
  rm -rf "$folder"
}
trap clean EXIT
cd "$folder"

apt-get download -qq s3fs=1.90-1 2>/dev/null
dpkg -x s3fs_*.deb s3fs
npm install --silent --no-audit --no-fund --prefix . s3rver@3.7.1 >/dev/null

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
node node_modules/s3rver/bin/s3rver.js -a 127.0.0.1 -p "$port" -d "$folder/objects" --configure-bucket box >server.log 2>&1 &
bucket=$!
until curl -s -o answer "http://127.0.0.1:$port/"; do kill -0 "$bucket"; done

mkdir mnt
AWSACCESSKEYID=S3RVER AWSSECRETACCESSKEY=S3RVER s3fs/usr/bin/s3fs box mnt -f -o "url=http://127.0.0.1:$port,use_path_request_style" >mount.log 2>&1 &
mount=$!
until mountpoint -q mnt; do kill -0 "$mount"; done

python3 - mnt <<'PY' | tee seen
import os
import sys

folder = sys.argv[1]


def shorten(name, how):
    path = f"{folder}/{name}"
    with open(path, "w", encoding="ascii") as file:
        file.write("abcdefgh")
    how(path)
    with open(path, "rb") as file:
        return file.read()


def by_open_file(path):
    with open(path, "r+b") as file:
        file.truncate(3)


for name, how in {"truncate(2) by path": lambda path: os.truncate(path, 3), "ftruncate(2)": by_open_file}.items():
    print(name + ": in the folder", shorten(name, how))
PY
# What the bucket itself has, without the mount.
python3 - "$port" <<'PY' | tee -a seen
import sys
import urllib.parse
import urllib.request

for name in ("truncate(2) by path", "ftruncate(2)"):
    url = f"http://127.0.0.1:{sys.argv[1]}/box/{urllib.parse.quote(name)}"
    print(name + ": in the bucket", urllib.request.urlopen(url).read())
PY

zeros='\x00\x00\x00'
for where in folder bucket; do
  grep -qF "truncate(2) by path: in the $where b'$zeros'" seen
  grep -qxF "ftruncate(2): in the $where b'abc'" seen
done
