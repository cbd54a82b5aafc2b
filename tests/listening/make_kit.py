#!/usr/bin/env python3
"""Makes a kit for blind listening: pairs of renders that go on from the same seed, names hidden, and a page to mark
which one hears with more pleasure.

    tests/listening/make_kit.py kit --music piano-midi --split split.csv     20 pairs into the folder kit
    tests/listening/make_kit.py --score kit answers-*.json                   what people answered, with intervals

Each pair is two of: the composer's own continuation, the Expressive model's and, with --classic MODEL, the Classic
model's. Seeds are the best of the test part of the split, one a piece, so nobody's training music is heard. The page
kit/index.html needs no server; who is who stands in kit/key.json, which the page does not read.
"""
import argparse
import csv
import itertools
import json
import math
import pathlib
import random
import subprocess
import tempfile

SEED_NOTES = 64
HERE = pathlib.Path(__file__).parent


def cadenza(options, *arguments):
    command = [str(options.cli), *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_pieces(options):
    with open(options.split, newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["part"] == "test"]
    return [options.music / row["file"] for row in rows if (options.music / row["file"]).exists()]


def best_seeds(options):
    """The best window of each test piece that has enough music after it, best first."""
    seeds = []
    for piece in test_pieces(options):
        notes = cadenza(options, "inspect", piece, "--json")[0]["notes"]
        for seed in cadenza(options, "seeds", piece, "--top", 20, "--json"):
            if seed["first"] + SEED_NOTES + options.notes <= notes:
                seeds.append((seed["score"], piece, seed["first"]))
                break
    seeds.sort(key=lambda seed: -seed[0])
    return [(piece, first) for _, piece, first in seeds[: options.pairs]]


def continuation(options, kind, seed, number, folder):
    """A MIDI file with the seed and what follows it."""
    piece, first = seed
    out = folder / f"{number}-{kind}"
    if kind == "real":
        target = out.with_suffix(".mid")
        cadenza(options, "convert", piece, "--first", first, "--count", SEED_NOTES + options.notes, "--out", target)
        return target
    model = options.model if kind == "expressive" else options.classic
    cadenza(options, "generate", model, "--seed", f"{piece}:{first}", "--seed-notes", SEED_NOTES, "--notes",
            options.notes, "--random-seed", options.random_seed + number, "--out", out)
    return out / "take-01.mid"


def make(options):
    options.out.mkdir(parents=True)
    shuffle = random.Random(options.random_seed)
    kinds = ["real", "expressive"] + (["classic"] if options.classic else [])
    contests = list(itertools.combinations(kinds, 2))
    key = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, seed in enumerate(best_seeds(options)):
            pair = list(contests[number % len(contests)])
            shuffle.shuffle(pair)
            for side, kind in zip("ab", pair):
                midi = continuation(options, kind, seed, number, pathlib.Path(scratch))
                target = options.out / f"{number + 1:02}-{side}.ogg"
                cadenza(options, "render", midi, "--out", target, "--title", "?", "--artist", "?")
            key.append({"pair": number + 1, "a": pair[0], "b": pair[1], "piece": seed[0].name, "first": seed[1]})
    (options.out / "key.json").write_text(json.dumps(key, indent=1) + "\n")
    page = (HERE / "page.html").read_text()
    (options.out / "index.html").write_text(page.replace("PAIRS", str(len(key))))
    print(f"{len(key)} pairs: open {options.out / 'index.html'}, then --score {options.out} with the answers")


def wilson(won, of):
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.959964
    middle = (won + z * z / 2) / (of + z * z)
    reach = z * math.sqrt(won * (of - won) / of + z * z / 4) / (of + z * z)
    return middle - reach, middle + reach


def score(kit, files):
    key = {row["pair"]: row for row in json.loads((kit / "key.json").read_text())}
    won = {}
    for file in files:
        for pair, side in json.loads(file.read_text()).items():
            row = key[int(pair)]
            contest = tuple(sorted((row["a"], row["b"])))
            counts = won.setdefault(contest, {contest[0]: 0, contest[1]: 0, "neither": 0})
            counts[row[side] if side in "ab" else "neither"] += 1
    for (one, other), counts in sorted(won.items()):
        decided = counts[one] + counts[other]
        if decided == 0:
            print(f"{one} and {other}: nobody could tell, {counts['neither']} times")
            continue
        low, high = wilson(counts[one], decided)
        print(f"{one} was preferred to {other} {counts[one]} of {decided} times: {100 * counts[one] / decided:.0f} % "
              f"(95 % interval {100 * low:.0f} to {100 * high:.0f} %), neither {counts['neither']} times")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path, nargs="?", help="folder to make")
    parser.add_argument("--score", type=pathlib.Path, nargs="+", metavar=("KIT", "ANSWERS"))
    parser.add_argument("--music", type=pathlib.Path, help="folder that the split's files lie in")
    parser.add_argument("--split", type=pathlib.Path, help="CSV with columns file, work, part")
    parser.add_argument("--model", default="builtin", help="an Expressive model")
    parser.add_argument("--classic", help="a Classic model, if there is one")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--notes", type=int, default=200, help="after the seed")
    parser.add_argument("--random-seed", type=int, default=1)
    parser.add_argument("--cli", type=pathlib.Path, default=HERE.parents[1] / "build/release/bin/cadenza-cli")
    options = parser.parse_args()
    if options.score:
        score(options.score[0], options.score[1:])
    elif options.out and options.music and options.split:
        make(options)
    else:
        parser.error("say a folder to make with --music and --split, or --score KIT ANSWERS")


if __name__ == "__main__":
    main()
