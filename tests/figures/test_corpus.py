"""The labelled sentences are fit to measure with: well marked, enough, hard enough, and dealt without overlap.

Whether a label is right stands in no test; README.md beside this file says by which rule they were given.
"""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = ["tuning", "held", "fresh"]
MARK = re.compile("⟦([^⟦⟧]*)⟧")
# Words of the site in `content/`: the finder must not be measured on what it was written for.
SUBJECT = re.compile(
    r"trump|\bxi\b|chin(a|ese)|beijing|washington|tariff|soybean|rare.earth|apec|busan|gyeongju|malaysia|kuala lumpur|"
    r"tokyo|japan|korea|fentanyl|tiktok|bessent|export ban|ceasefire|trade (deal|war|truce)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"[\d½]|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|fifteen|ninety|hundred|thousand|million|half|third|fifth|tenth|"
    r"eighth|quarters?|forty|eighty)\b|fold\b|-thirds?\b",
    re.IGNORECASE,
)


def sentences(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text("utf-8").splitlines()


def plain(sentence: str) -> str:
    """The sentence as the finder gets it."""
    return sentence.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize("name", FILES)
def test_marks_are_whole(name):
    for sentence in sentences(name):
        assert not re.search("[⟦⟧]", MARK.sub("", sentence)), f"an open or nested mark: {sentence}"
        for mark in MARK.finditer(sentence):
            assert mark[1] == mark[1].strip() != "", f"a blank at the edge of a mark: {sentence}"
            assert NUMBER.search(mark[1]), f"a mark without a number, {mark[1]}: {sentence}"
            around = sentence[: mark.start()][-1:] + sentence[mark.end() :][:1]
            assert not re.search(r"[\w%°$€£-]", around), f"a mark that cuts a word, {mark[1]}: {sentence}"


@pytest.mark.parametrize("name", FILES)
def test_there_are_enough_sentences_with_and_without_figures(name):
    found = sentences(name)
    without = [sentence for sentence in found if not MARK.search(sentence)]
    assert len(found) >= 220
    assert len(found) / 3 <= len(without) <= len(found) / 2
    assert sum(len(MARK.findall(sentence)) for sentence in found) >= 300


@pytest.mark.parametrize("name", FILES)
def test_a_line_is_one_tidy_sentence(name):
    for sentence in sentences(name):
        assert sentence and sentence == " ".join(sentence.split()), repr(sentence)


def test_no_sentence_stands_twice_or_in_two_files():
    every = [plain(sentence).casefold() for name in FILES for sentence in sentences(name)]
    assert sorted(every) == sorted(set(every))


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_about_the_site_in_content(name):
    assert [sentence for sentence in sentences(name) if SUBJECT.search(sentence)] == []


@pytest.mark.parametrize("name", FILES)
def test_the_readme_gives_the_true_sizes(name):
    found = sentences(name)
    without = sum(not MARK.search(sentence) for sentence in found)
    figures = sum(len(MARK.findall(sentence)) for sentence in found)
    readme = " ".join((HERE / "README.md").read_text("utf-8").split())
    long = f"`{name}.txt` ({len(found)} sentences, {without} of them without a figure, {figures} figures)"
    short = f"`{name}.txt` ({len(found)}, {without}, {figures})"
    assert long in readme or short in readme
