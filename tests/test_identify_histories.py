"""Long histories of a collection: whatever happens, identifiers are found again, never reused, and branches merge."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anwen.identify import Ledger, Outline, load_doubts, outline, save_doubts
from anwen.records import Block, Piece
from test_identify_properties import POOL, lightly

Line = tuple[int, str]  # a token that follows a passage through every change, and its words now
Text = tuple[str, list[Line]]  # a title and its passages


class History:
    """A collection to which everything happens that editors, scrapers and better cleaning do to one."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.supply = iter(self.chance.sample(range(len(POOL)), len(POOL)))
        self.files: dict[str, list[Text]] = {}
        self.supersedes: dict[str, str] = {}
        self.serial = 0
        for _ in range(3):
            self.add()

    def fresh(self) -> Line:
        token = next(self.supply)
        return token, POOL[token]

    def title(self) -> str:
        return POOL[next(self.supply)][:14]

    def name(self, letter: str) -> str:
        self.serial += 1
        return f"{letter}{self.serial:03}.txt"

    def some(self) -> tuple[str, int, str, list[Line]]:
        file = self.chance.choice(sorted(self.files))
        number = self.chance.randrange(len(self.files[file]))
        return file, number, *self.files[file][number]

    def add(self) -> None:
        pieces = [(self.title(), [self.fresh() for _ in range(self.chance.randint(4, 12))]) for _ in range(2)]
        self.files[self.name(self.chance.choice("amz"))] = pieces[: self.chance.randint(1, 2)]

    def insert(self) -> None:
        *_, lines = self.some()
        lines.insert(self.chance.randrange(len(lines) + 1), self.fresh())

    def delete(self) -> None:
        *_, lines = self.some()
        if len(lines) > 4:
            lines.pop(self.chance.randrange(len(lines)))

    def change(self) -> None:
        *_, lines = self.some()
        at = self.chance.randrange(len(lines))
        lines[at] = (lines[at][0], lightly(lines[at][1], self.chance))

    def move(self) -> None:
        *_, lines = self.some()
        start, end = sorted(self.chance.sample(range(len(lines) + 1), 2))
        block = lines[start:end]
        del lines[start:end]
        at = self.chance.randrange(len(lines) + 1)
        lines[at:at] = block

    def retitle(self) -> None:
        file, number, _, lines = self.some()
        self.files[file][number] = (self.title(), lines)

    def rename(self) -> None:
        file = self.some()[0]
        self.files[self.name("r")] = self.files.pop(file)

    def clean_again(self) -> None:
        file = self.some()[0]
        for _, lines in self.files[file]:
            for at, (token, words) in enumerate(lines):
                better = words.replace("，", ",").replace("。", ".")
                lines[at] = (token, lightly(words, self.chance) if self.chance.random() < 0.3 else better)

    def split(self) -> None:
        file, number, title, lines = self.some()
        if len(lines) >= 8:
            cut = self.chance.randrange(4, len(lines) - 3)
            self.files[file][number : number + 1] = [(title, lines[:cut]), (self.title(), lines[cut:])]

    def join(self) -> None:
        file = self.some()[0]
        if len(self.files[file]) > 1:
            first, second = self.files[file][:2]
            self.files[file][:2] = [(first[0], first[1] + second[1])]

    def scrape_again(self) -> None:
        file, name = self.some()[0], self.name("s")
        self.supersedes[name] = file
        self.files[name] = self.files.pop(file)
        for _, lines in self.files[name]:
            at = self.chance.randrange(len(lines))
            lines[at] = (lines[at][0], lightly(lines[at][1], self.chance))

    def reorder(self) -> None:
        self.chance.shuffle(self.files[self.some()[0]])

    def outlines(self) -> tuple[list[Outline], list[list[int]]]:
        """The pieces in any order, and the tokens of each."""
        found = [
            (outline(Piece(file, number, title, tuple(Block("paragraph", 0, 0, words) for _, words in lines))), lines)
            for file, pieces in self.files.items()
            for number, (title, lines) in enumerate(pieces, 1)
        ]
        self.chance.shuffle(found)
        return [each for each, _ in found], [[token for token, _ in lines] for _, lines in found]

    @property
    def steps(self) -> list[Callable[[], None]]:
        often = [self.insert, self.insert, self.change, self.change, self.change, self.delete, self.move]
        once = [self.add, self.retitle, self.rename, self.clean_again, self.split, self.join, self.scrape_again]
        return [*often, *once, self.reorder]


def live(seed: int, counts: Counter[str], rounds: int = 6) -> list[tuple[list[Outline], dict[str, str], Ledger]]:
    """A history of some rounds, with what became of its identifiers; every state of the collection and its ledger."""
    history, ledger = History(seed), Ledger()
    owner: dict[str, int] = {}
    before: dict[int, str] = {}
    states = []
    for number in range(rounds):
        for step in history.chance.choices(history.steps, k=history.chance.randint(1, 3) if number else 0):
            step()
        outlines, tokens = history.outlines()
        supersedes = dict(history.supersedes)
        made = ledger.assign(outlines, supersedes)
        now = {
            token: name
            for row, ids in zip(tokens, made.ids, strict=True)
            for token, name in zip(row, ids.blocks, strict=True)
        }
        assert len(set(now.values())) == len(now)
        assert {it.id for it in ledger.entries()} <= {it.id for it in made.ledger.entries()}, "one was forgotten"
        for token, name in now.items():
            assert owner.setdefault(name, token) == token, f"{name} names another passage (seed {seed})"
        for token, name in before.items():
            if token in now:
                entry = made.ledger.resolve(name)
                counts["found" if entry is not None and entry.id == now[token] else "lost"] += 1
        states.append((outlines, supersedes, made.ledger))
        ledger, before = made.ledger, now
    return states


def test_passages_are_found_again_whatever_happens() -> None:
    """Floor: 99.5 in 100. Of 700 histories not looked at before, 2 of 136,477 were lost, and none was ever reused."""
    counts: Counter[str] = Counter()
    for seed in range(30):
        live(seed, counts)
    assert counts["found"] > 4000
    assert counts["lost"] <= counts["found"] * 0.005, counts


@pytest.mark.parametrize("seed", range(3))
def test_the_same_history_gives_the_same_ledger(seed: int, tmp_path: Path) -> None:
    """From nothing but the states the collection was in, each in another order, through the files."""
    states = live(seed, Counter())
    for outlines, supersedes, _ in states:
        Ledger.load(tmp_path).assign(outlines[::-1], supersedes).ledger.save(tmp_path)
    assert Ledger.load(tmp_path).pages == states[-1][2].pages


# --- branches -------------------------------------------------------------------------------


def text(file: str, *lines: str) -> Outline:
    return outline(Piece(file, 1, f"{file}会议纪要", tuple(Block("paragraph", 0, 0, line) for line in lines)))


SHARED = "联系人：办公室。"
BASE = text("a.txt", "各单位要全面落实安全生产主体责任，逐级签订责任书。", SHARED)
OURS = text("b.txt", "消防通道必须保持畅通，任何人不得占用。", SHARED)
THEIRS = text("c.txt", "食品留样不少于四十八小时，由专人登记。", "每日检查燃气阀门并记录。", SHARED)


class Repository:
    """A git repository with a ledger in it."""

    def __init__(self, root: Path) -> None:
        self.root, self.ledger = root, root / "ledger"
        self.git("init", "-q", "-b", "main")
        self.assign(BASE)

    def git(self, *arguments: str, check: bool = True) -> int:
        name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        return subprocess.run(["git", *name, *arguments], cwd=self.root, check=check, capture_output=True).returncode

    def assign(self, *outlines: Outline) -> Any:
        made = Ledger.load(self.ledger).assign(outlines)
        made.ledger.save(self.ledger)
        self.git("add", "-A")
        self.git("commit", "-qm", "assign")
        return made


def ids_of(made: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [(ids.article, ids.blocks) for ids in made.ids]


@pytest.mark.parametrize("attributes", [True, False], ids=["joined by git", "stopped with marks"])
def test_two_branches_that_add_articles(attributes: bool, tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    if not attributes:
        repository.git("config", "core.attributesFile", "/dev/null")
        (repository.ledger / ".gitattributes").unlink()
        (repository.root / ".git/info/attributes").write_text("*.tsv merge=text\n", encoding="utf-8")
    repository.git("checkout", "-qb", "other")
    theirs = repository.assign(BASE, THEIRS)
    repository.git("checkout", "-q", "main")
    if not attributes:
        (repository.ledger / ".gitattributes").unlink(missing_ok=True)
    ours = repository.assign(BASE, OURS)
    assert ids_of(ours)[1][0] == ids_of(theirs)[1][0] == "aw0002"
    stopped = repository.git("merge", "-q", "other", "-m", "merge", check=False)
    assert bool(stopped) != attributes
    joined = Ledger.load(repository.ledger)
    assert len(joined.notes) == 1 and "two branches" in joined.notes[0]
    made = joined.assign([BASE, OURS, THEIRS])
    assert ids_of(made)[:2] == ids_of(ours), "what the published branch gave stays"
    assert ids_of(made)[2] == ("aw0003", ("aw0003.p1", "aw0003.p2", "aw0003.p3"))
    made.ledger.save(repository.ledger)
    again = Ledger.load(repository.ledger)
    assert again.pages == made.ledger.pages and not again.notes
    assert again.assign([THEIRS, OURS, BASE]).ledger.pages == again.pages


def test_two_branches_that_change_one_article(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    longer = [
        text("a.txt", "各单位要全面落实安全生产主体责任，逐级签订责任书。", words, SHARED)
        for words in ("新增：每半年组织一次应急演练并记录。", "新增：危险作业必须先办票后动工。")
    ]
    repository.git("checkout", "-qb", "other")
    repository.assign(longer[1])
    repository.git("checkout", "-q", "main")
    ours = repository.assign(longer[0])
    repository.git("merge", "-q", "other", "-m", "merge")
    joined = Ledger.load(repository.ledger)
    both = text(
        "a.txt",
        "各单位要全面落实安全生产主体责任，逐级签订责任书。",
        "新增：每半年组织一次应急演练并记录。",
        "新增：危险作业必须先办票后动工。",
        SHARED,
    )
    made = joined.assign([both])
    kept = ids_of(ours)[0][1]
    assert ids_of(made) == [("aw0001", (kept[0], kept[1], "aw0001.p4", kept[2]))]


# --- doubts -----------------------------------------------------------------------------------


def test_a_doubt_stays_until_its_line_is_deleted(tmp_path: Path) -> None:
    save_doubts(tmp_path, {"aw0002.p10": "另一段与它\n几乎一样", "aw0002.p9": "改动较大", "aw0001": "两种可能"})
    assert load_doubts(tmp_path) == {"aw0001": "两种可能", "aw0002.p9": "改动较大", "aw0002.p10": "另一段与它 几乎一样"}
    path = tmp_path / "aw0002.tsv"
    path.write_text(
        "<<<<<<< ours\n" + path.read_text(encoding="utf-8").split("\n")[0] + "\n=======\n", encoding="utf-8"
    )
    assert list(load_doubts(tmp_path)) == ["aw0001", "aw0002.p9"]
    save_doubts(tmp_path, {"aw0002.p9": "改动较大"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitattributes", "aw0002.tsv"]
    assert load_doubts(tmp_path / "none") == {}
