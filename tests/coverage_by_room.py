"""Prints how many lines of each room (folder of appliance/) were run, from a JSON summary of gcovr's.

usage: coverage_by_room.py SUMMARY [LEAST]    exit code 1 where a room is below LEAST per cent (85)
"""
import collections
import json
import os
import sys


def main() -> int:
    least = float(sys.argv[2]) if len(sys.argv) > 2 else 85.0
    with open(sys.argv[1], encoding="utf-8") as file:
        files = json.load(file)["files"]
    rooms = collections.defaultdict(lambda: [0, 0])
    for each in files:
        room = rooms[os.path.dirname(each["filename"]).removeprefix("appliance/")]
        room[0] += each["line_covered"]
        room[1] += each["line_total"]
    for name, (covered, total) in sorted(rooms.items()):
        share = 100 * covered / total if total else 100
        print(f"{share:5.1f} %  {covered:5d} of {total:5d}  {name}{'   below ' + str(least) if share < least else ''}")
    covered, total = (sum(room[i] for room in rooms.values()) for i in (0, 1))
    print(f"{100 * covered / total:5.1f} %  {covered:5d} of {total:5d}  all")
    return int(any(total and 100 * covered / total < least for covered, total in rooms.values()))


if __name__ == "__main__":
    sys.exit(main())
