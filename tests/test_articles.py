"""Articles in: every format, encoding and fault."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import Problem, count_articles, read_articles
from kg.articles.published import iso
from kg.model import Article

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


def articles(*sources: str | Path, **options: Any) -> list[Article]:
    found = list(read_articles(sources, **options))
    assert not [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, Article)]


def problems(*sources: str | Path, **options: Any) -> list[str]:
    return [str(one) for one in read_articles(sources, **options) if isinstance(one, Problem)]


def ids(*sources: str | Path) -> list[str]:
    return [one.id for one in read_articles(sources) if isinstance(one, Article)]


def test_plain_text_is_kept_to_the_last_line_end(write: Write) -> None:
    text = "Head\r\n\r\nNorway — met\rIceland.\u2028 \n"
    assert articles(write("a.txt", text)) == [Article(id="a", text=text)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), min_size=1))
def test_any_text_survives_json_lines(text: str) -> None:
    line = json.dumps({"id": "a", "text": text}).encode()
    found = list(read_articles(["-"], stdin=io.BytesIO(line)))
    if text.strip():
        assert found == [Article(id="a", text=text)]
    else:
        assert isinstance(found[0], Problem)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_byte_order_marks_tell_the_encoding(write: Write, encoding: str, name: str) -> None:
    content = {"a.txt": "Tórshavn", "a.jsonl": '{"text": "Tórshavn"}\n', "a.csv": "text\r\nTórshavn\r\n"}[name]
    assert [one.text for one in articles(write(name, content.encode(encoding)))] == ["Tórshavn"]


def test_windows_1252_is_detected_and_said(write: Write) -> None:
    text = "Le président français a déclaré que les négociations étaient terminées – “enfin”."
    found = list(read_articles([write("a.txt", text.encode("cp1252"))]))
    assert isinstance(found[0], Problem)
    assert not found[0].dropped
    assert "cp1252" in str(found[0])
    assert found[1] == Article(id="a", text=text)


def test_cyrillic_is_detected(write: Write) -> None:
    text = "Министерство иностранных дел заявило, что переговоры между двумя странами продолжатся в марте."
    assert [one.text for one in read_articles([write("a.txt", text.encode("cp1251"))]) if isinstance(one, Article)] == [
        text
    ]


def test_a_broken_byte_does_not_spoil_the_rest_of_utf_8(write: Write) -> None:
    found = list(read_articles([write("a.txt", "Höfn, Tórshavn, Ísland: ".encode() + b"\xff.")]))
    assert isinstance(found[0], Problem)
    assert "1 characters are not UTF-8" in str(found[0])
    assert found[1] == Article(id="a", text="Höfn, Tórshavn, Ísland: \ufffd.")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_one_line_in_another_encoding_is_mended_alone(write: Write, name: str) -> None:
    good, bad = "Höfn ist schön".encode(), "Höfn ist schön, und Tórshavn auch".encode("cp1252")
    lines = {"a.jsonl": b'{"text": "%s"}\n', "a.csv": b'"%s"\n'}[name]
    head = b"text\n" if name == "a.csv" else b""
    found = list(read_articles([write(name, head + lines % good + lines % bad)]))
    assert [one.text for one in found if isinstance(one, Article)] == [good.decode(), bad.decode("cp1252")]
    assert [one.dropped for one in found if isinstance(one, Problem)] == [False]


def test_lone_surrogates_are_replaced_by_one_character_each(write: Write) -> None:
    found = list(read_articles([write("a.jsonl", '{"text": "a\\ud800b"}')]))
    assert found[1] == Article(id="a-1", text="a\ufffdb")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "empty"),
        ("a.txt", b"%PDF-1.7\n...", "PDF"),
        ("a.txt", b"PK\x03\x04....", "office document"),
        ("a.txt", b"\x7fELF" + bytes(range(256)) * 4, "binary"),
        ("a.jsonl", b"\x1f\x8b123", "gzip"),
        ("a.txt.gz", b"no gzip", "gzip archive is damaged"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 999)[:40], "gzip archive is damaged"),
        ("a.parquet", b"PAR1....", "not a Parquet file"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no main text"),
        ("a.json", b'{"text": ', "not JSON"),
        ("a.json", b"3", "not a JSON object: 3"),
        ("a.csv", b"heading,body text\n1,2\n", "--text-column; columns here: heading, body text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_reason(write: Write, name: str, content: bytes, said: str) -> None:
    path = write(name, content)
    (problem,) = problems(path)
    assert problem.startswith(f"{path}:")
    assert said in problem


def test_a_bad_line_is_named_and_costs_no_other(write: Write) -> None:
    lines = ['{"text": "one"}', "{oops", "", "[1]", '{"text": 3}', '{"text": ""}', '{"id": "x"}', '{"text": "two"}']
    path = write("a.jsonl", "\n".join(lines))
    assert [one.split(" ")[0] for one in problems(path)] == [f"{path}:{line}:" for line in (2, 4, 5, 6, 7)]
    assert ids(path) == ["a-1", "a-8"]


def test_a_line_in_no_known_encoding_costs_no_other(tmp_path: Path) -> None:
    odd = bytes([255] * 10) + b"R\x7f" + bytes([255] * 9)
    rows = tmp_path / "a.csv"
    rows.write_bytes(b"id,text\na,one\nb," + odd + b"\nc,two\n")
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b'{"id":"a","text":"one"}\n{"id":"b","text":"' + odd + b'"}\n{"id": "c", "text": "two"}\n')
    for path, line in ((rows, 3), (lines, 2)):
        assert [one.split(" ")[0] for one in problems(path)] == [f"{path}:{line}:"]
        assert ids(path) == ["a", "c"]


def test_wrong_types_in_metadata_are_left_out_and_said(write: Write) -> None:
    record = {"id": 7, "text": "t", "title": ["x"], "source": {"name": "y"}, "published": "soon", "url": None}
    *said, article = read_articles([write("a.jsonl", json.dumps(record))])
    assert article == Article(id="7", text="t")
    assert [one.dropped for one in said if isinstance(one, Problem)] == [False] * 3


def test_common_names_of_fields_are_known(write: Write) -> None:
    record = {
        "ID": "1",
        "Headline": "h",
        "content": "c",
        "outlet": "o",
        "date": "6 Dec 2023",
        "link": "u",
        "lang": "de",
    }
    expected = Article(id="1", text="c", title="h", source="o", published="2023-12-06", url="u", language="de")
    assert articles(write("a.json", json.dumps([record]))) == [expected]


def test_json_lines_under_the_ending_json_are_read(write: Write) -> None:
    assert [one.text for one in articles(write("a.json", '{"text": "a"}\n{"text": "b"}\n'))] == ["a", "b"]


def test_the_text_column_can_be_named(write: Write) -> None:
    path = write("a.csv", "text;Wortlaut\nno;yes\n")
    assert [one.text for one in articles(path, text_column="wortlaut")] == ["yes"]


def test_csv_keeps_line_breaks_and_long_fields(write: Write) -> None:
    long = "word " * 60_000
    found = articles(write("a.csv", f'id,text\r\n1,"a\r\nb"\r\n2,{long}\r\n'))
    assert [one.text for one in found] == ["a\r\nb", long]


def test_a_csv_row_with_too_many_fields_is_refused_alone(write: Write) -> None:
    path = write("a.csv", "id,text\n1,a,b\n2,c\n")
    assert problems(path)[0].startswith(f"{path}:2: 3 fields where the first line names 2")
    assert ids(path) == ["2"]


def test_parquet_columns_of_any_type_are_read(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    rows = {
        "id": [1, 2],
        "body": ["a", None],
        "date": [datetime(2024, 5, 1, tzinfo=UTC), None],
        "title": [float("nan"), 1.0],
    }
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    first, second = read_articles([tmp_path / "a.parquet"])
    assert first == Article(id="1", text="a", published="2024-05-01T00:00:00+00:00")
    assert str(second).startswith(f"{tmp_path / 'a.parquet'}:2: no field")


def test_markdown_front_matter_is_metadata_and_the_rest_is_text(write: Write) -> None:
    path = write("a.md", '---\ntitle: "A: b"\ndate: 2024-02-03\ntags:\n  - x\n---\n# Head\n\n*Body*\n')
    assert articles(path) == [Article(id="a", text="# Head\n\n*Body*\n", title="A: b", published="2024-02-03")]


def test_markdown_without_front_matter_takes_its_title_from_the_heading(write: Write) -> None:
    assert articles(write("a.md", "# Head\n\n---\nBody"))[0].title == "Head"


def test_html_gives_main_text_and_metadata_only() -> None:
    (article,) = articles(Path(__file__).parents[1] / "data" / "articles" / "terns-for-manila.html")
    assert article.source == "The Harbour Post"
    assert article.published == "2024-03-21"
    assert "ordered six Tern patrol aircraft from Japan" in article.text
    assert "Most read" not in article.text
    assert "Copyright" not in article.text


def test_html_is_read_in_the_encoding_it_declares(write: Write) -> None:
    text = "Das Außenministerium erklärte, man führe die Gespräche über die Fischerei im Frühjahr fort. " * 4
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{text}</p></article></body></html>'
    assert articles(write("a.html", page.encode("latin-1")))[0].text.startswith("Das Außenministerium erklärte")


def test_only_ids_that_collide_take_their_folder(write: Write, tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/y.txt", "c/z.txt", "c/z.md"):
        write(name, f"text of {name}")
    expected = {"a.x", "b.x", "y", "z.txt", "z.md"}
    assert set(ids(tmp_path)) == expected
    assert set(ids(tmp_path / "c", tmp_path / "b", tmp_path / "a")) == expected


def test_folders_are_read_in_order_without_hidden_and_other_files(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", ".git/c.txt", "d.pdf", "e/f.txt.gz"):
        write(name, gzip.compress(b"zipped") if name.endswith("gz") else f"text of {name}")
    assert ids(tmp_path) == ["a", "b", "f"]
    assert ids(f"{tmp_path}/**/*.gz") == ["f"]
    assert count_articles([tmp_path]) == 3


def test_a_file_given_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    path = write("a.txt", "text")
    assert ids(path, tmp_path, f"{tmp_path}/*.txt") == ["a"]


def test_a_name_with_glob_characters_is_a_file_where_it_exists(write: Write) -> None:
    assert ids(write("a[1].txt", "text")) == ["a[1]"]


def test_the_same_id_with_another_text_is_refused(write: Write) -> None:
    path = write("a.jsonl", '{"id": "x", "text": "a"}\n{"id": "x", "text": "a"}\n{"id": "x", "text": "b"}\n')
    assert problems(path) == [
        f"{path}:3: article id 'x' is taken by another text, in {path}:1 (give each article an id of its own)"
    ]
    assert ids(path) == ["x"]


@pytest.mark.parametrize("source", ["missing.txt", "missing/*.txt"])
def test_what_is_not_there_is_named(source: str) -> None:
    (problem,) = problems(source)
    assert problem.startswith(source)


def test_a_folder_without_articles_says_what_is_read(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert ".jsonl" in problem


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    path = write("a.txt", "text")
    other = write("b.txt", "other")
    real = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert problems(path, other) == [f"{path}: cannot be read: Permission denied (check the file and its permissions)"]
    assert ids(path, other) == ["b"]


def test_articles_beyond_the_bound_are_refused(write: Write) -> None:
    (problem,) = problems(write("a.txt", "x" * 101), max_chars=100)
    assert "101 characters are more than the 100" in problem


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"text": "a"}\n{"id": "b", "text": "b"}\n', ["stdin-1", "b"]),
        (b'\xef\xbb\xbf{"text": "a"}', ["stdin-1"]),
        (gzip.compress(b'{"id": "z", "text": "a"}'), ["z"]),
        (b'[{"text": "a"}]', ["stdin-1"]),
        (b"[Moscow] Two ministers met.", ["stdin"]),
        (b"Two ministers met.", ["stdin"]),
    ],
)
def test_standard_input_is_told_apart_by_its_beginning(content: bytes, expected: list[str]) -> None:
    found = list(read_articles(["-"], stdin=io.BytesIO(content)))
    assert [one.id for one in found if isinstance(one, Article)] == expected


def test_rows_are_counted_ahead(write: Write) -> None:
    path = write("a.csv", 'text\n"a\nb"\nc\n')
    lines = write("b.jsonl", '{"text": "a"}\n\n{"text": "b"}\n')
    assert count_articles([path, lines]) == 4
    assert count_articles([path, "-"]) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-12-06", "2023-12-06"),
        ("2023-12-06T10:00:00Z", "2023-12-06T10:00:00+00:00"),
        ("2023-12-06 10:00", "2023-12-06T10:00:00"),
        ("2023-12-06 10:00:00 UTC", "2023-12-06T10:00:00+00:00"),
        ("Wed, 06 Dec 2023 10:00:00 +0900", "2023-12-06T10:00:00+09:00"),
        ("Wednesday, 6 December 2023", "2023-12-06"),
        ("Sept. 3rd, 2023", "2023-09-03"),
        ("2023/1/5", "2023-01-05"),
        ("2023年12月6日", "2023-12-06"),
        ("13/2/2023", "2023-02-13"),
        ("2/2/2023", "2023-02-02"),
        ("3/2/2023", None),
        ("31 February 2023", None),
        ("December 2023", None),
        ("2023", None),
        ("", None),
        (None, None),
        (True, None),
        (20231206, "2023-12-06"),
        (1701856800, "2023-12-06T10:00:00+00:00"),
        (1701856800000, "2023-12-06T10:00:00+00:00"),
        (float("nan"), None),
        (float("inf"), None),
        (date(2023, 12, 6), "2023-12-06"),
        ({}, None),
    ],
)
def test_publication_dates(value: object, expected: str | None) -> None:
    assert iso(value) == expected


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"])
)
def test_dates_as_people_write_them_are_read_back(day: date, form: str) -> None:
    assert iso(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=30))
def test_no_string_breaks_the_reading_of_dates(text: str) -> None:
    read = iso(text)
    assert read is None or datetime.fromisoformat(read).year > 0
