#!/usr/bin/env python3
"""OpenStack Swift with its S3 interface on loopback: a store that is none of ours, to hold the S3 client to.

usage: swift_server.py FOLDER     (Debian's python3-swift; FOLDER on a file system with extended attributes)

All four servers in one process, one disk, one replica. Prints `listening http://127.0.0.1:PORT` and serves until it is killed.
Key id `test:tester`, secret `testing`.
"""
import os
import sys

import eventlet

eventlet.patcher.monkey_patch()

import eventlet.wsgi  # noqa: E402
from swift.common import swob, utils  # noqa: E402,F401
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.storage_policy import reload_storage_policies  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

PIPELINE = "catch_errors gatekeeper cache bulk s3api tempauth copy slo dlo versioned_writes proxy-server"
FILTERS = {
    "cache": "paste.filter_factory = swift_server:make_cache",
    "s3api": "use = egg:swift#s3api\nlocation = auto\ncheck_bucket_owner = false\nmax_upload_part_num = 10000",
    "tempauth": "use = egg:swift#tempauth\nuser_test_tester = testing .admin",
}


class Cache:
    """What Swift asks of memcached, in this process: without it every request asks for account and container again."""

    def __init__(self):
        self.values = {}

    def get(self, key, **_):
        return self.values.get(key)

    def set(self, key, value, **_):
        self.values[key] = value

    def delete(self, key, **_):
        self.values.pop(key, None)

    def incr(self, key, delta=1, **_):
        self.values[key] = self.values.get(key, 0) + int(delta)
        return self.values[key]


def make_cache(*_, **__):
    cache = Cache()

    def with_cache(app):
        def answer(env, start_response):
            env["swift.cache"] = cache
            return app(env, start_response)
        return answer
    return with_cache


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_ring(folder, name, port):
    builder = RingBuilder(2, 1, 1)
    builder.add_dev({"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "disk", "weight": 1,
                     "replication_ip": "127.0.0.1", "replication_port": port})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, name + ".ring.gz"))


def configure(folder, name, port):
    common = f"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nswift_dir = {folder}\ndevices = {folder}/devices\n"
    common += "mount_check = false\nfallocate_reserve = 0\nlog_level = CRITICAL\n"
    if name != "proxy":
        return common + f"[pipeline:main]\npipeline = {name}-server\n[app:{name}-server]\nuse = egg:swift#{name}\n"
    text = common + f"[pipeline:main]\npipeline = {PIPELINE}\n"
    text += "[app:proxy-server]\nuse = egg:swift#proxy\nallow_account_management = true\naccount_autocreate = true\n"
    for each in PIPELINE.split()[:-1]:
        text += f"[filter:{each}]\n" + FILTERS.get(each, f"use = egg:swift#{each}") + "\n"
    return text


def main():
    folder = os.path.abspath(sys.argv[1])
    sys.modules["swift_server"] = sys.modules[__name__]
    os.makedirs(os.path.join(folder, "devices", "disk"))
    swift_conf = os.path.join(folder, "swift.conf")
    write(swift_conf, "[swift-hash]\nswift_hash_path_suffix = test\nswift_hash_path_prefix = test\n")
    utils.SWIFT_CONF_FILE = swift_conf
    utils.HASH_PATH_SUFFIX = utils.HASH_PATH_PREFIX = b"test"
    reload_storage_policies()
    sockets = {name: eventlet.listen(("127.0.0.1", 0)) for name in ("account", "container", "object", "proxy")}
    for name in ("account", "container", "object"):
        make_ring(folder, name, sockets[name].getsockname()[1])
    for name, socket in sockets.items():
        conf = os.path.join(folder, name + ".conf")
        write(conf, configure(folder, name, socket.getsockname()[1]))
        app = loadapp(conf, global_conf={"log_name": name})
        eventlet.spawn(eventlet.wsgi.server, socket, app, log=open(os.devnull, "w", encoding="utf-8"),
                       custom_pool=eventlet.GreenPool(128), capitalize_response_headers=False)
    print(f"listening http://127.0.0.1:{sockets['proxy'].getsockname()[1]}", flush=True)
    while True:
        eventlet.sleep(3600)


main()
