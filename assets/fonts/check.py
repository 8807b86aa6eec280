#!/usr/bin/env python3
"""Check the built fonts: coverage, tabular digits, one glyph per character, shared metrics.

    pip install fonttools uharfbuzz
    python check.py [FOLDER]

Prints what is missing for each file; the exit status is 1 if a promise of README.md is broken.
"""

import sys
import unicodedata
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont


def span(first, last):
    return "".join(c for c in map(chr, range(first, last + 1)) if unicodedata.category(c) != "Cn")


WESTERN = {
    "ASCII and Latin-1": span(0x20, 0x7E) + span(0xA0, 0xFF).replace("\u00ad", ""),
    "Latin Extended-A": span(0x100, 0x17F).replace("ŉ", ""),
    "French": "ŒœŸÿ«»‹›’",
    "Hausa": "ɓƁɗƊƙƘƴƳr\u0303R\u0303ʼ",
    "Yoruba": "ẹẸọỌṣṢǹǸńŃḿḾ\u0300\u0301\u0304\u0323",
    "Bambara, Fula, Zarma, Ewe, Tamasheq, Kanuri": "ɛƐɔƆɲƝŋŊƭƬɖƉɣƔƒƑʋƲɩƖǝƎẽẼũŨĩĨõÕãÃǎǍḍḷṣṭẓ",
    "Vietnamese, Turkish, Romanian": "ẠạẤấẾếỘộỨứĐđƠơƯưĞğİıŞşȘșȚț",
    "Russian, Ukrainian and other Cyrillic": span(0x400, 0x45F) + "Ґґ",
    "Greek (monotonic)": "".join(c for c in span(0x384, 0x3CE)),
    "punctuation": "‘’‚“”„–—―‐‑‒…†‡•·′″‰§¶©®™°№",
    "maths": "±×÷−≈≠≤≥¬∞½¼¾¹²³",
    "spaces": "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f",
    "currency": "€£¥$¢₦₽₴₺₹₪",
    "arrows and triangles": "←→↑↓↔↗↘▸▾▴◂▶▼",
    "signs": "✓✗●○■□▲◆⌘⇧⌥↵⚠",
}
WANTED = {
    "CasebookSans": WESTERN,
    "CasebookSerif": WESTERN,
    "CasebookArabic": {
        "U+0600-06FF": span(0x600, 0x6FF), "U+0750-077F": span(0x750, 0x77F),
        "U+FB50-FBFF": span(0xFB50, 0xFBFF), "U+FDF0-FDFD": span(0xFDF0, 0xFDFD),
        "U+FE70-FEFC": span(0xFE70, 0xFEFC),
    },
    "CasebookHebrew": {"U+0590-05FF": span(0x591, 0x5F4), "U+FB1D-FB4F": span(0xFB1D, 0xFB4F)},
}
# What the serif leaves to the sans behind it.
LEFT_TO_FALLBACK = {"arrows and triangles", "signs", "spaces", "currency", "Latin Extended-A"}
failures = []


def glyphs(font, text):
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return buffer.glyph_infos, buffer.glyph_positions


for path in sorted((Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent).glob("*.ttf")):
    font, shaper = TTFont(path), hb.Font(hb.Face(path.read_bytes()))
    cmap, hhea, upem = font.getBestCmap(), font["hhea"], font["head"].unitsPerEm
    print(f"{path.name}: {path.stat().st_size // 1024} KiB, {len(cmap)} characters, "
          f"ascent {hhea.ascent / upem:.3f}, descent {-hhea.descent / upem:.3f}, gap {hhea.lineGap}")
    if (hhea.ascent, hhea.descent, upem) != (1984, -494, 2048):
        failures.append(f"{path.name}: metrics")
    family = path.name.split("-")[0]
    for title, text in WANTED.get(family, {}).items():
        missing = [c for c in dict.fromkeys(text) if ord(c) not in cmap]
        if missing:
            print(f"    {title}: missing " + " ".join(f"{ord(c):04X}" for c in missing))
            if title not in LEFT_TO_FALLBACK and family in ("CasebookSans", "CasebookSerif"):
                failures.append(f"{path.name}: {title}")
    if family in ("CasebookSans", "CasebookSerif"):
        widths = {sum(p.x_advance for p in glyphs(shaper, a + b + "," + a + "." + b)[1])
                  for a in "0123456789" for b in "0123456789"}
        print(f"    digit width {font['hmtx'][cmap[0x30]][0] / upem:.3f} em, "
              f"{'equal in every pair' if len(widths) == 1 else 'NOT EQUAL'}")
        if len(widths) != 1:
            failures.append(f"{path.name}: digits")
    if family == "CasebookIcons":
        names = dict(line.split("\t") for line in (path.parent / "icons.tsv").read_text().splitlines())
        lost = [name for name, code in names.items() if int(code, 16) not in cmap]
        print(f"    {len(names)} named icons, lost: {lost}")
        failures += lost
    if family in ("CasebookSans", "CasebookSerif"):
        letters = [chr(c) for c in cmap if c < 0x530 or 0x1E00 <= c < 0x1F00]
        pairs = [a + b for a in letters for b in "\u0300\u0301\u0303\u0304\u0307\u0308\u0323"]
        split = [p for p in pairs if unicodedata.normalize("NFC", p) == p and len(glyphs(shaper, p)[0]) > 2]
        if split:
            failures.append(f"{path.name}: taken apart: {' '.join(split)}")
    many = [c for c in cmap if len(glyphs(shaper, chr(c))[0]) != 1]
    if many:
        failures.append(f"{path.name}: more than one glyph for " + " ".join(f"{c:04X}" for c in many))

print("\n".join(failures) or "all well")
sys.exit(bool(failures))
