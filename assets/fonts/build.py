#!/usr/bin/env python3
"""Build the bundled fonts: subset, rename, and adapt them to egui.

    pip install fonttools brotli
    python build.py SOURCES OUT

SOURCES is a folder with the files named in README.md ("Sources"); OUT receives
the fonts and icons.tsv. The same input gives the same bytes.

egui cannot switch OpenType features, centres a fallback face on its own row
height, and expects one glyph per character. Hence: tabular digits sit in the
cmap, every file has the same vertical metrics, and ligatures are left out.
"""

import json
import sys
import unicodedata
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables import otTables

UPEM, ASCENT, DESCENT = 2048, 1984, -494  # Inter's own: 0.969 and 0.241 em
ROW_CENTRE = (ASCENT + DESCENT) / 2  # also the middle of Inter's capitals


def ranges(*pairs):
    return {c for first, last in pairs for c in range(first, last + 1)}


LATIN_GREEK_CYRILLIC = ranges(
    (0x0020, 0x007E), (0x00A0, 0x052F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
    (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x218F), (0x2190, 0x22FF),
    (0x2300, 0x23FF), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2610, 0x2612),
    (0x26A0, 0x26A0), (0x2713, 0x2717), (0x2E3A, 0x2E3B), (0xFFFD, 0xFFFD),
)
ARABIC = ranges(
    (0x0020, 0x007E), (0x00A0, 0x00A0), (0x0600, 0x06FF), (0x0750, 0x077F),
    (0x2000, 0x206F), (0x25CC, 0x25CC), (0xFB50, 0xFBFF), (0xFD3E, 0xFD3F),
    (0xFDF0, 0xFDFD), (0xFE70, 0xFEFF),
)
HEBREW = ranges(
    (0x0020, 0x007E), (0x00A0, 0x00A0), (0x0590, 0x05FF), (0x2000, 0x206F),
    (0x20AA, 0x20AA), (0x25CC, 0x25CC), (0xFB1D, 0xFB4F),
)
SHAPING = ["kern", "mark", "mkmk", "curs", "ccmp", "locl"]
JOINING = ["isol", "init", "medi", "fina", "rlig", "calt"]

# West African letters (and two Latin ones) that Source Serif lacks, each with
# the letter of Source Serif whose kerning and accent positions it takes.
GRAFT = dict(zip("ɓƁɗƊƙƘƴƳɛƐɔƆɲƝɖƉɣƔƒƑʋƲɩƖǝƎəƏƭƬŧŦĭĬ",
                 "bBdDkKyYeEoCnNdDvVfFuUıIeEeEtTtTiI"))

ICONS = """
folder folder-open folder-plus file-text file file-plus files magnifying-glass funnel funnel-simple
funnel-x x x-circle check check-circle check-square square circle circle-dashed circle-half plus
minus pencil-simple note-pencil eraser trash arrow-counter-clockwise arrow-clockwise
arrows-clockwise floppy-disk export download-simple upload-simple paperclip chart-bar chart-line
chart-line-up chart-bar-horizontal chart-donut trend-up trend-down table list-bullets list-numbers
list-magnifying-glass list-checks map-pin map-pin-line map-trifold compass path calendar-blank
calendar-dots clock clock-counter-clockwise hourglass user user-plus user-minus users users-three
baby student shield shield-warning sword knife crosshair crosshair-simple target skull
bandaids first-aid heartbeat lock lock-key lock-open gavel bank police-car truck car motorcycle
airplane drone cow church mosque hospital buildings hand-palm hand-fist hand-grabbing
person-simple-run person-simple-walk question warning warning-circle warning-octagon info quotes
text-aa text-t text-b text-underline text-align-left text-columns highlighter highlighter-circle
link link-simple link-break eye eye-slash gear wrench sun moon monitor command keyboard caret-down
caret-right caret-left caret-up caret-up-down caret-double-left caret-double-right arrow-right
arrow-left arrow-up arrow-down arrow-line-up arrow-line-down arrow-square-out
arrow-elbow-down-right arrow-bend-up-left arrows-merge arrows-split arrows-left-right
arrows-out-simple arrows-in-simple skip-forward play pause stop copy clipboard-text book-open
book-bookmark books bookmark-simple notebook note newspaper article megaphone microphone
broadcast chat-text envelope-simple phone globe globe-hemisphere-west translate flag
tag tree-structure sidebar sidebar-simple stack squares-four rows columns dots-three
dots-three-vertical dots-six-vertical sliders-horizontal scales equals approximate-equals
plus-minus hash sigma git-diff git-merge seal-check seal-question thumbs-up thumbs-down siren bomb
fire lightning house tent bell star push-pin image spinner prohibit minus-circle plus-circle
cursor-text selection ruler package archive tray database hard-drives printer sort-ascending
sort-descending wifi-slash cloud-slash power sign-out
""".split()


def load(path):
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    return font


def subset(font, unicodes, features):
    options = Options(hinting=False, glyph_names=False, notdef_outline=True,
                      name_IDs=["*"], layout_features=features, legacy_kern=False)
    options.drop_tables += ["gasp", "DSIG", "STAT", "meta", "MERG", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def set_metrics(font):
    if font["head"].unitsPerEm != UPEM:
        scale_upem(font, UPEM)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT


def set_names(font, family, style, weight, note, more_copyright=""):
    names, old = font["name"], font["name"].getDebugName
    copyright, licence, url = old(0) or "", old(13), old(14)
    if more_copyright:
        copyright = f"{copyright} {more_copyright}"
    version = (old(5) or "").split(";")[0]
    names.names = []
    linked = style in ("Regular", "Bold")
    entries = {
        0: copyright, 1: family if linked else f"{family} {style}",
        2: style if linked else "Regular", 3: f"{family} {style} (Casebook)",
        4: f"{family} {style}", 5: version, 6: f"{family}-{style}".replace(" ", ""),
        10: note, 13: licence, 14: url,
        16: None if linked else family, 17: None if linked else style,
    }
    for name_id, text in entries.items():
        if text:
            names.setName(text, name_id, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass, os2.achVendID = weight, "NONE"
    regular, bold = 0x40, 0x20
    os2.fsSelection = os2.fsSelection & ~(regular | bold) | (regular if style == "Regular" else 0)
    font["head"].macStyle = 0


def subtables(font, table, kind):
    for lookup in font[table].table.LookupList.Lookup:
        for sub in lookup.SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            if sub.LookupType == kind:
                yield sub


def map_chars(font, mapping):
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(mapping)


def add_glyph(font, name, recording, point, advance):
    """Add an outline, its points passed through `point(x, y)`."""
    pen = TTGlyphPen(None)
    for verb, args in recording.value:
        # None is the implied start of a curve that has no on-curve point.
        getattr(pen, verb)(*[p if p is None else tuple(map(round, point(*p))) for p in args])
    font.setGlyphOrder(font.getGlyphOrder() + [name])
    font["glyf"].glyphs[name] = glyph = pen.glyph()
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (round(advance), glyph.xMin)
    if hasattr(font["glyf"], "_reverseGlyphOrder"):
        del font["glyf"]._reverseGlyphOrder


def record(font, glyph_name):
    recording = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph_name].draw(recording)
    return recording


def tabular_digits(font):
    for sub in subtables(font, "GSUB", 1):
        if sub.mapping.get("zero") == "zero.tf":
            cmap = font.getBestCmap()
            map_chars(font, {c: sub.mapping[cmap[c]] for c in range(0x30, 0x3A)})
            return
    raise SystemExit("no tabular digits found")


def small_triangles(font):
    """▸ ▾ ▴ ◂ from ▶ ▼ ▲ ◀."""
    cmap = font.getBestCmap()
    for large, small in zip("▶▼▲◀", "▸▾▴◂"):
        source = cmap[ord(large)]
        glyph, advance = font["glyf"][source], font["hmtx"][source][0]
        cx, cy, k = (glyph.xMin + glyph.xMax) / 2, (glyph.yMin + glyph.yMax) / 2, 0.6
        add_glyph(font, f"small_{source}", record(font, source),
                  lambda x, y: ((x - cx) * k + advance * 0.35, (y - cy) * k + cy), advance * 0.7)
        map_chars(font, {ord(small): f"small_{source}"})


def add_anchors(font, added):
    """Let marks attach to each new glyph as they do to the glyph it is like, at its own height."""
    glyf = font["glyf"]
    middle = lambda name: (glyf[name].xMin + glyf[name].xMax) / 2
    for sub in subtables(font, "GPOS", 4):
        coverage, records = sub.BaseCoverage.glyphs, sub.BaseArray.BaseRecord
        known = dict(zip(coverage, records))
        for name, like in added.items():
            if like not in known or name in known:
                continue
            base = otTables.BaseRecord()
            base.BaseAnchor = []
            for anchor in known[like].BaseAnchor:
                if anchor is not None:
                    x, y = anchor.XCoordinate, anchor.YCoordinate
                    above = y > glyf[like].yMax / 2
                    rise = glyf[name].yMax - glyf[like].yMax if above else glyf[name].yMin - glyf[like].yMin
                    anchor = otTables.Anchor()
                    anchor.Format = 1
                    anchor.XCoordinate = round(x + middle(name) - middle(like))
                    anchor.YCoordinate = y + rise
                base.BaseAnchor.append(anchor)
            known[name] = base
        sub.BaseCoverage.glyphs = sorted(known, key=font.getGlyphID)
        sub.BaseArray.BaseRecord = [known[name] for name in sub.BaseCoverage.glyphs]
        sub.BaseArray.BaseCount = len(known)


def keep_composed(font):
    """Stop the font from taking ẹ apart before a tone mark: that would be two glyphs for one
    character. The accented letters get places for marks of their own instead."""
    for sub in subtables(font, "GSUB", 2):
        sub.mapping = {glyph: parts for glyph, parts in sub.mapping.items() if len(parts) == 1}
    cmap = font.getBestCmap()
    like = {cmap[ord("ŋ")]: cmap[ord("n")], cmap[ord("Ŋ")]: cmap[ord("N")]}
    for code, name in cmap.items():
        base = unicodedata.normalize("NFD", chr(code))[0]
        if ord(base) in cmap and ord(base) != code:
            like[name] = cmap[ord({"i": "ı", "j": "ȷ"}.get(base, base))]
    add_anchors(font, like)


def graft(font, donor):
    """Copy the letters of GRAFT from `donor`, fitted to the heights of `font`."""
    scale_upem(donor, font["head"].unitsPerEm)
    cmap, donor_cmap = font.getBestCmap(), donor.getBestCmap()
    top = lambda f, c: f["glyf"][f.getBestCmap()[ord(c)]].yMax
    lower = font["OS/2"].sxHeight / donor["OS/2"].sxHeight
    upper = font["OS/2"].sCapHeight / donor["OS/2"].sCapHeight
    x_height = donor["OS/2"].sxHeight
    stretch = (top(font, "b") - x_height * lower) / (top(donor, "b") - x_height)
    added = {}  # new glyph: the glyph it behaves like
    for char, like in GRAFT.items():
        if ord(char) in cmap:
            continue
        source = donor_cmap[ord(char)]
        scale = upper if char.isupper() else lower
        tall = char in "ɓɗƙ"

        def point(x, y):
            if tall and y > x_height:  # ascenders of the two faces differ
                return x * scale, x_height * scale + (y - x_height) * stretch
            return x * scale, y * scale

        name = f"uni{ord(char):04X}"
        add_glyph(font, name, record(donor, source), point, donor["hmtx"][source][0] * scale)
        map_chars(font, {ord(char): name})
        added[name] = cmap[ord(like)]
        if "GDEF" in font:
            font["GDEF"].table.GlyphClassDef.classDefs[name] = 1
    add_anchors(font, added)
    for sub in subtables(font, "GPOS", 2):
        if sub.Format != 2:
            continue
        for name, like in added.items():
            if like in sub.Coverage.glyphs:
                sub.Coverage.glyphs.append(name)
                first = sub.ClassDef1.classDefs
                first.update({name: first[like]} if like in first else {})
            second = sub.ClassDef2.classDefs
            second.update({name: second[like]} if like in second else {})


def sans(source, out, style, weight):
    font = load(source)
    tabular_digits(font)
    small_triangles(font)
    subset(font, LATIN_GREEK_CYRILLIC, SHAPING)
    set_metrics(font)
    set_names(font, "Casebook Sans", style, weight,
              "Inter, subset, with tabular default digits, for the program Casebook.")
    font.save(out)


def serif(source, donor, out, style, weight):
    font, donor = load(source), load(donor)
    graft(font, donor)
    keep_composed(font)
    subset(font, LATIN_GREEK_CYRILLIC, SHAPING)
    set_metrics(font)
    set_names(font, "Casebook Serif", style, weight,
              "Based on an Adobe serif, subset, with West African letters fitted from Noto Serif, "
              "for the program Casebook.", "Some glyphs: " + donor["name"].getDebugName(0))
    font.save(out)


def fallback(source, out, family, style, weight, unicodes, note):
    font = load(source)
    subset(font, unicodes, SHAPING + JOINING)
    set_metrics(font)
    set_names(font, family, style, weight, note)
    font.save(out)


def icons(source, out, family, codes):
    font = load(source)
    subset(font, set(codes.values()) | {0x20}, [])
    del font["GSUB"]
    set_metrics(font)
    # Centre the icon square on the text row (and so on Inter's capitals).
    first = font["glyf"][font.getBestCmap()[codes["square"]]]
    rise = round(ROW_CENTRE - (first.yMin + first.yMax) / 2)
    for name in font.getGlyphOrder():
        recording = record(font, name)
        pen = TTGlyphPen(None)
        recording.replay(TransformPen(pen, (1, 0, 0, 1, 0, rise)))
        font["glyf"][name] = glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        advance = font["hmtx"][name][0]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    set_names(font, family, "Regular", 400, "Phosphor Icons, subset, for the program Casebook.",
              "Copyright (c) 2020-2021 Phosphor Icons. MIT License.")
    font.save(out)


def icon_codes(selection):
    codes = {}
    for icon in json.loads(selection.read_text())["icons"]:
        for name in icon["properties"]["name"].split(","):
            codes[name.strip()] = icon["properties"]["code"]
    missing = [name for name in ICONS if name not in codes]
    if missing:
        raise SystemExit(f"no such icons: {missing}")
    return {name: codes[name] for name in sorted(set(ICONS))}


def main(src, out):
    sans(src / "Inter-Regular.woff2", out / "CasebookSans-Regular.ttf", "Regular", 400)
    sans(src / "Inter-SemiBold.woff2", out / "CasebookSans-SemiBold.ttf", "SemiBold", 600)
    serif(src / "SourceSerif4SmText-Regular.ttf", src / "NotoSerif-Regular.ttf",
          out / "CasebookSerif-Regular.ttf", "Regular", 400)
    serif(src / "SourceSerif4-Semibold.ttf", src / "NotoSerif-SemiBold.ttf",
          out / "CasebookSerif-SemiBold.ttf", "SemiBold", 600)
    for style, weight in (("Regular", 400), ("SemiBold", 600)):
        fallback(src / f"NotoSansArabicUI-{style}.ttf", out / f"CasebookArabic-{style}.ttf",
                 "Casebook Arabic", style, weight, ARABIC,
                 "Noto Sans Arabic UI, subset, for the program Casebook.")
        fallback(src / f"NotoSansHebrew-{style}.ttf", out / f"CasebookHebrew-{style}.ttf",
                 "Casebook Hebrew", style, weight, HEBREW,
                 "Noto Sans Hebrew, subset, for the program Casebook.")
    codes = icon_codes(src / "selection.json")
    icons(src / "Phosphor.ttf", out / "CasebookIcons-Regular.ttf", "Casebook Icons", codes)
    icons(src / "Phosphor-Fill.ttf", out / "CasebookIcons-Fill.ttf", "Casebook Icons Fill", codes)
    (out / "icons.tsv").write_text("".join(f"{name}\t{code:04x}\n" for name, code in codes.items()))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
