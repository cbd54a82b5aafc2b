#!/usr/bin/env python3
"""How the parts of takes play beside those of their seeds: needs python3-mido.

    cadenza-cli generate builtin --seed ensembles:0 --takes 3 --out takes
    tests/listening/part_figures.py --seed-notes 64 takes/*.mid

A line for the seed and one for the take: notes and mean pitch of each part; the share of notes that begin while
another of their part sounds; at the beats, how many parts sound, what share of their pairs is consonant (thirds,
sixths, perfect intervals), and how often parts cross. Then the means of all files. Drums are left out.
"""

import argparse
from collections import defaultdict

import mido

CONSONANCES = {0, 3, 4, 5, 7, 8, 9}
DRUM_CHANNEL = 9


def parts_of(path):
    """Ticks of a quarter, and the notes (onset, end, pitch) of each part, drums apart."""
    midi = mido.MidiFile(path)
    pitched, drums = [], []
    for track in midi.tracks:
        at, sounding, notes, channel = 0, defaultdict(list), [], None
        for event in track:
            at += event.time
            if event.type not in ("note_on", "note_off"):
                continue
            channel = event.channel
            if event.type == "note_on" and event.velocity > 0:
                sounding[event.note].append(at)
            elif sounding[event.note]:
                notes.append((sounding[event.note].pop(0), at, event.note))
        if notes:
            (drums if channel == DRUM_CHANNEL else pitched).append(sorted(notes))
    return midi.ticks_per_beat, pitched, drums


def heights_of(parts, begin, end):
    here = [[note[2] for note in part if begin <= note[0] < end] for part in parts]
    return [sum(pitches) / max(len(pitches), 1) for pitches in here]


def figures(parts, order, beat, begin, end):
    """Of the notes that begin in [begin, end). `order`: the parts from the highest down."""
    here = [[note for note in part if begin <= note[0] < end] for part in parts]
    overlaps = sum(a[1] > b[0] for part in here for a, b in zip(part, part[1:]))
    onsets = sorted(note[0] for part in here for note in part)
    beats = range((onsets[0] // beat + 1) * beat, onsets[-1] + 1, beat)
    pairs = consonant = sounding = crossed = 0
    for at in beats:
        chords = [[pitch for onset, off, pitch in part if onset <= at < off] for part in parts]
        pitches = sorted(pitch for chord in chords for pitch in chord)
        sounding += sum(map(bool, chords))
        tops = [max(chords[part]) for part in order if chords[part]]
        crossed += any(a < b for a, b in zip(tops, tops[1:]))
        for i, upper in enumerate(pitches):
            pairs += i
            consonant += sum((upper - lower) % 12 in CONSONANCES for lower in pitches[:i])
    return {
        "overlapping": overlaps / len(onsets),
        "sounding": sounding / max(len(beats), 1),
        "consonant": consonant / max(pairs, 1),
        "crossed": crossed / max(len(beats), 1),
    }, [len(part) for part in here]


def told(values):
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed-notes", type=int, default=64)
    arguments.add_argument("files", nargs="+", metavar="TAKE")
    chosen = arguments.parse_args()
    sums = {"seed": defaultdict(float), "take": defaultdict(float)}
    for path in chosen.files:
        beat, parts, drums = parts_of(path)
        onsets = sorted(note[0] for part in parts + drums for note in part)
        seam = onsets[chosen.seed_notes - 1] + 1
        heights = heights_of(parts, 0, seam)
        order = sorted(range(len(parts)), key=lambda part: -heights[part])
        print(path)
        for name, begin, end in (("seed", 0, seam), ("take", seam, onsets[-1] + 1)):
            values, notes = figures(parts, order, beat, begin, end)
            rounded = [round(height) for height in heights_of(parts, begin, end)]
            print(f"  {name}: notes {notes}, heights {rounded}, {told(values)}")
            for figure, value in values.items():
                sums[name][figure] += value / len(chosen.files)
    for name, means in sums.items():
        print(f"{name}s: {told(means)}")


if __name__ == "__main__":
    main()
