#!/usr/bin/env python3
"""Cuts Inter down to the characters that the stage draws and writes the result as C++.

embed_faces.py INTER_FOLDER OUTPUT.cpp
Digits get equal widths (the face's own tabular figures), so that a changing percentage does not tremble.
"""
import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TEXT = [*range(0x20, 0x7F), *map(ord, "\u00a0·×–—‘’“”…→−")]
DISPLAY = list(map(ord, "0123456789?"))
FACES = {"regular": ("Inter-Regular.otf", TEXT), "semibold": ("Inter-SemiBold.otf", TEXT),
         "display": ("InterDisplay-SemiBold.otf", DISPLAY)}


def tabular_figures(font):
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            found = {}
            for index in record.Feature.LookupListIndex:
                for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                    found.update(getattr(table, "ExtSubTable", table).mapping)
            return found
    raise SystemExit("this Inter has no tabular figures")


def cut(path, characters, tabular):
    font = TTFont(path)
    if tabular:
        figures = tabular_figures(font)
        for table in font["cmap"].tables:
            for code in range(ord("0"), ord("9") + 1):
                if code in table.cmap:
                    table.cmap[code] = figures.get(table.cmap[code], table.cmap[code])
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=[], desubroutinize=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    for tag in ("GPOS", "GSUB", "GDEF"):
        if tag in font:
            del font[tag]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main():
    folder, output = Path(sys.argv[1]), Path(sys.argv[2])
    parts = ['// Made by embed_faces.py.\n#include "ui/face_data.hpp"\n\nnamespace mllab::ui {\n\nnamespace {\n']
    accessors = []
    for name, (file, characters) in FACES.items():
        data = cut(folder / file, characters, tabular=name != "display")
        numbers = ",".join(map(str, data))
        parts.append(f"constexpr unsigned char {name}_data[] = {{{numbers}}};\n")
        accessors.append(f"std::span<const unsigned char> {name}_face() {{ return {name}_data; }}\n")
    parts += ["\n}  // namespace\n\n", *accessors, "\n}  // namespace mllab::ui\n"]
    output.write_text("".join(parts))


main()
