"""Every text is there in Danish, fits its English, and is still said somewhere."""

import pytest

from workers.translations import Translated, problems, translated, used


def test_danish_is_complete_and_nothing_in_it_is_left_over():
    assert problems(used(), list(translated())) == []


def entry(id_: str, text: str, *, file: str = "a.po") -> Translated:
    return Translated(file, id_, (text,), is_fuzzy=False)


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([], "missing: here:1: 'By %(day)s'"),
        ([entry("By %(day)s", "")], "missing: here:1: 'By %(day)s'"),
        ([entry("By %(day)s", "Senest %(dag)s")], "other placeholders: a.po: 'Senest %(dag)s'"),
        ([entry("By %(day)s", "Senest %(day)s"), entry("Old", "Gammel")], "unused: a.po: 'Old'"),
        (
            [entry("By %(day)s", "Senest %(day)s"), entry("By %(day)s", "Den %(day)s", file="b.po")],
            "two translations: a.po and b.po: 'By %(day)s'",
        ),
    ],
)
def test_each_kind_of_problem_is_found(entries: list[Translated], problem: str):
    assert problems({"By %(day)s": "here:1"}, entries) == [problem]


def test_texts_are_found_in_python_in_templates_and_in_mail():
    assert {"Saved", "Demo clock", "There is news for you", "This field is required."} <= used().keys()
