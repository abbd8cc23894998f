"""Keyphrases are judged on what people named, and the figures say how sure they are."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bench.keyphrases import quality, scores, sets
from bench.keyphrases.contenders import COUNTING, OURS
from bench.keyphrases.documents import (
    Document,
    chosen,
    half,
    packed,
    plain,
    unpacked,
)
from bench.keyphrases.processes import ROOT, Processes
from webapp.pipeline.analyze.source import Source

TEXT = "Pruning roses\n\nRoses are pruned in\n\tearly spring.\nSharp shears help."


def document(number: int, gold: tuple[str, ...] = ("rose",)) -> Document:
    name = f"garden/{number}"
    return Document(name, Source((TEXT, f"No. {number}"), "en"), gold, half(name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of two documents, one of them without phrases, as a folder."""
    made = tmp_path / "sets" / "garden"
    (made / "docsutf8").mkdir(parents=True)
    (made / "keys").mkdir()
    (made / "lan.txt").write_text("en-GB\n")
    for name, keys in (("1", "rose pruning\n\n\tearly spring \n"), ("2", "\n")):
        (made / "docsutf8" / f"{name}.txt").write_text(TEXT)
        (made / "keys" / f"{name}.key").write_text(keys)
    return made


def test_a_set_is_read_from_its_folder_its_zip_and_a_folder_of_sets(
    folder: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "zips" / "garden.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w") as made:
        for path in folder.rglob("*.*"):
            made.write(path, path.relative_to(folder.parent))
        made.writestr("__MACOSX/garden/docsutf8/._1.txt", "x")
    [read] = sets.read(folder)
    assert read.name == "garden/1"
    assert read.gold == ("rose pruning", "early spring")
    assert read.source.lang == "en"
    assert sets.read(archive) == sets.read(folder.parent) == [read]


def test_lines_that_go_on_are_one_block(folder: Path) -> None:
    [read] = sets.read(folder)
    assert read.source.blocks == (
        "Pruning roses",
        "Roses are pruned in early spring.",
        "Sharp shears help.",
    )


def test_a_set_without_a_language_gets_the_one_it_is_written_in(folder: Path) -> None:
    (folder / "lan.txt").unlink()
    french = "Les rosiers se taillent au début du printemps avec un bon sécateur. " * 3
    (folder / "docsutf8" / "1.txt").write_text(french)
    assert [one.source.lang for one in sets.read(folder)] == ["fr"]


def test_halves_are_by_name_and_a_limit_takes_the_same_ones() -> None:
    documents = [document(number) for number in range(40)]
    dev, test = chosen(documents, "dev", 99), chosen(documents, "test", 99)
    assert len(dev) + len(test) == 40
    assert 10 < len(dev) < 30
    assert chosen(reversed(documents), "dev", 5) == dev[:5]
    assert half("garden/1") == half("garden/1")


@pytest.mark.parametrize(
    ("predicted", "at", "value"),
    [
        # of three that differ two are gold (P = 2/3), of four gold two are found
        (["Pruning roses", "pruned rose", "shears", "early spring"], 5, 4 / 7),
        # the first two that differ have one of four
        (["Pruning roses", "pruned rose", "shears", "early spring"], 2, 2 / 6),
        (["shears"], 5, 0),
        ([], 5, 0),
    ],
)
def test_f1_by_hand(predicted: list[str], at: int, value: float) -> None:
    gold = ("prune rose", "early springs", "garden", "absent from the text")
    assert scores.f1(predicted, gold, at, scores.stemmer("en")) == pytest.approx(value)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "The founder’s Well-known Games", "the founder well known game"),
        ("de", "Gummi\xadfische", "Gummifisch"),
        ("ja", "機械 学習", "機械学習"),
        ("xx", "ＡＢＣ Déjà", "abc Déjà"),
    ],
)
def test_phrases_are_compared_by_stems(lang: str, one: str, other: str) -> None:
    stem = scores.stemmer(lang)
    assert stem(one) == stem(other) != ""


def test_intervals_hold_the_mean_and_are_the_same_each_time() -> None:
    values = [float(number % 7) for number in range(50)]
    found = scores.mean(values)
    assert found == scores.mean(values)
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(sum(values) / 50)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 2.0 / 50**0.5, rel=0.15)


def test_differences_are_paired() -> None:
    """One point more on each document is sure, however much documents differ."""
    theirs = [float(number) for number in range(1, 40)]
    ours = [value + 1 for value in theirs]
    less = scores.difference(ours, theirs)
    assert (less.low, less.value, less.high) == pytest.approx((1, 1, 1))
    over = scores.ratio(ours, theirs)
    assert 1 < over.low < over.value < over.high < 1.1


def test_a_source_survives_the_way_to_another_process() -> None:
    source = Source(("a\n“b”",), "en", title="t", alt_texts=("x", "y"))
    assert unpacked(packed(source)) == source
    assert "\n" not in packed(source)
    assert plain(source) == "t\na\n“b”"


def test_a_contender_answers_from_its_own_process_and_others_are_remembered(
    tmp_path: Path,
) -> None:
    one = document(1)
    with Processes() as processes:
        answer = processes[COUNTING].ask(one.source)
        assert processes[COUNTING].loaded > 0
        known = quality.Remembered(tmp_path)
        known.found.clear()
        phrases = known.phrases(COUNTING, one, processes)
    assert any("rose" in phrase.lower() for phrase in answer.phrases)
    assert answer.phrases == phrases
    assert min(answer.wall, answer.cpu) > 0
    assert 10 < answer.peak_mb < 2000
    assert processes[COUNTING].process.returncode == 0


def test_what_another_found_is_asked_once(tmp_path: Path) -> None:
    class Asked(Processes):
        def __getitem__(self, name: str) -> AssertionError:
            raise AssertionError(name)

    key = quality.Remembered.key("yake", document(1))
    quality.Remembered(tmp_path).remember({key: ["rose"]})
    again = quality.Remembered(tmp_path)
    assert again.phrases("yake", document(1), Asked()) == ["rose"]
    with pytest.raises(AssertionError, match="yake"):
        again.phrases("yake", document(2), Asked())


def test_a_table_has_ours_beside_each_other_one() -> None:
    group = quality.Group("garden", [document(number) for number in range(20)])
    group.found = {OURS: [["roses"]] * 20, "yake": [["roses", "shears"]] * 20}
    lines = quality.table(group).splitlines()
    assert lines[0].startswith("| garden (n = 20) | F1@5 | F1@10 |")
    assert (
        lines[2] == "| ours | 100.0 (100.0 to 100.0) | 100.0 (100.0 to 100.0) |  |  |"
    )
    assert "| 66.7 (66.7 to 66.7) | +33.3 (+33.3 to +33.3) | 1.50" in lines[3]
    assert quality.raw(group)["f1"]["yake"][10] == [pytest.approx(200 / 3)] * 20


def test_the_command_measures_a_set_and_writes_figures(
    folder: Path, tmp_path: Path
) -> None:
    figures = tmp_path / "figures.json"
    asked = ["--sets", str(folder), "--half", half("garden/1"), "--json", str(figures)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.keyphrases", *asked, "--contenders", COUNTING],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "| garden (n = 1) | F1@5 | F1@10 |" in done.stdout
    [found] = json.loads(figures.read_text())["quality"]["garden"]["found"][COUNTING]
    assert "early spring" in [phrase.lower() for phrase in found]
