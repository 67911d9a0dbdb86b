"""Tests of the view model, of what a page carries and of how it is written."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from graphs import reading
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import store
from kg.assemble import refresh
from kg.graph import Graph
from kg.model import Article, Reading
from kg.rdf import reading_quads
from kg.relations import parents, relations
from kg.views import charts, layout, network, page, palette, rows, show, society, write_page
from kg.views.model import Dispute, Entity, Mark, Statement, View, clean_label, clean_text, words
from kg.views.page import ViewError
from kg.views.payload import embed, payload, safe_url, utf16
from kg.views.show import find
from kg.world import World

HOSTILE = (
    "</script><script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "javascript:window.pwned=1",
    "\u202eevil\u202c reversed",
    "A" * 10_000,
    "😀" * 40,
    "<!--<script>",
    "\ud800 lone",
    "{{ 7 * 7 }}",
    "",
)


def said(name: str, subject: str, relation: str, object_: str, **rest: Any) -> Statement:
    return Statement(name, subject, relation, object_, **{"article": "a", "sentence": (0, 10), **rest})


def view(*statements: Statement, articles: tuple[Article, ...] = (Article("a", "Something was said."),)) -> View:
    names = sorted({end for one in statements for end in (one.subject, one.object, *one.holders)})
    return View("Test", tuple(Entity(name, name.title(), "State") for name in names), statements, (), articles)


@given(st.text())
def test_labels_hold_no_control_or_direction_characters(text: str) -> None:
    label = clean_label(text)
    assert 0 < len(label) <= 120
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", label)


@given(st.text())
def test_cleaned_text_keeps_every_offset(text: str) -> None:
    assert len(clean_text(text)) == len(text)
    clean_text(text).encode("utf-8")


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_embedded_json_ends_no_element_and_comes_back(value: object) -> None:
    text = embed(value)
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", text)
    assert json.loads(text) == value


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[",
        " ",
        None,
        "//host/x",
        "JaVaScRiPt:x",
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert safe_url(url) is None


def test_web_addresses_stay() -> None:
    assert safe_url(" https://example.org/a?b=c#d ") == "https://example.org/a?b=c#d"


def test_offsets_count_utf16_units_after_emoji() -> None:
    text = "😀a😀b"
    unit = utf16(text)
    assert [unit(place) for place in range(5)] == [0, 2, 3, 5, 6]
    assert [text[:place].encode("utf-16-le").__len__() // 2 for place in range(5)] == [0, 2, 3, 5, 6]


def test_every_class_and_relation_has_a_colour() -> None:
    families = {swatch.key for swatch in palette.swatches("node")}
    groups = {swatch.key for swatch in palette.swatches("line")}
    assert {palette.family(name) for name in parents()} == families
    assert {palette.group(name) for name in relations()} == groups - {"?"}
    assert set(palette.tones()) <= set(relations())


# Machado, Oliveira and Fernandes (2009): what protanopes, deuteranopes and tritanopes see of linear RGB.
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def seen_as(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """Give the CIE L*a*b* values of a colour as somebody sees it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in matrix)
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        ((r * red + g * green + b * blue) / white) ** (1 / 3)
        for (r, g, b), white in zip(rows, (0.9505, 1, 1.089), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_of_different_groups_look_different_to_the_colour_blind(kind: str, scheme: str) -> None:
    colours = {one.key: getattr(one, scheme) for one in palette.swatches("line") if one.key != "?"}
    shades = {key: seen_as(colour, BLINDNESS[kind]) for key, colour in colours.items()}
    least = min((math.dist(shades[a], shades[b]), a + b) for a in shades for b in shades if a < b)
    assert least[0] > 12, least  # 2.3 is just noticeable


def test_classes_follow_their_nearest_parent() -> None:
    assert palette.family("War") == palette.family("Entity") == palette.family("NoSuchClass") == "thing"
    assert palette.family("ArmedForce") == "body"


def test_claims_of_a_pair_and_group_share_a_line() -> None:
    found = network.bundles([
        said("1", "JPN", "criticizes", "RUS"), said("2", "RUS", "warns", "JPN"), said("3", "JPN", "alliedWith", "USA"),
        said("4", "JPN", "attacks", "RUS"), said("5", "JPN", "supports", "JPN"),
    ])  # fmt: skip
    assert [(one.source, one.target, one.group, one.claims) for one in found] == [
        ("JPN", "RUS", "D", (3,)), ("JPN", "RUS", "F", (0, 1)), ("JPN", "USA", "A", (2,)),
    ]  # fmt: skip
    assert [(one.forward, one.backward) for one in found] == [(True, False), (True, True), (False, False)]


def test_lines_of_one_pair_fan_out_and_a_single_one_is_straight() -> None:
    statements = (said("1", "a", "criticizes", "b"), said("2", "a", "attacks", "b"), said("3", "b", "alliedWith", "c"))
    net, _ = network.network(view(*statements), ["a", "b", "c"], network.bundles(statements))
    bends = [edge["smooth"] for edge in net["edges"]]
    assert [bend and bend["type"] for bend in bends] == ["curvedCCW", "curvedCW", False]


def test_codes_are_the_ids_of_states() -> None:
    assert network.code("JPN", "State") == "JPN"
    assert network.code("NATO", "Alliance") == network.code("south-kuril-islands", "State") == ""


def test_size_grows_with_what_is_said_and_leaves_room_for_letters() -> None:
    assert network.size(1, 100) < network.size(50, 100) < network.size(100, 100) == 30
    assert network.size(0, 100, 13) == 13


LINKS = [(0, node, 1.0) for node in range(1, 9)] + [(1, 2, 3.0), (10, 11, 1.0)]


def test_layout_is_the_same_each_time_and_keeps_boxes_apart() -> None:
    boxes = [(90.0, 40.0)] * 12
    places = layout.layout(12, LINKS, boxes)
    assert places == layout.layout(12, LINKS, boxes)
    for a in range(12):
        for b in range(a):
            across, down = abs(places[a][0] - places[b][0]), abs(places[a][1] - places[b][1])
            assert across >= 90 or down >= 40, (a, b)


def test_layout_leaves_the_random_numbers_of_others_alone() -> None:
    import random

    random.seed(5)
    expected = random.random()
    random.seed(5)
    layout.layout(200, [(0, node, 1.0) for node in range(1, 200)], [(40.0, 30.0)] * 200)
    assert random.random() == expected


def test_tiers_hold_the_first_nodes_and_end_with_all() -> None:
    found = layout.tiers(60, [(a, a + 1, 1.0) for a in range(59)], [(40.0, 30.0)] * 60)
    assert [len(tier) for tier in found] == [18, 45, 60]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_tiny_graphs_have_a_layout(count: int) -> None:
    assert [len(tier) for tier in layout.tiers(count, [], [(40.0, 30.0)] * count)] == [count]


def test_components_come_largest_first() -> None:
    assert layout.components(6, [(4, 5, 1.0), (3, 5, 1.0), (0, 1, 1.0)]) == [[3, 4, 5], [0, 1], [2]]


def test_payload_completes_what_nobody_listed() -> None:
    found = payload(View("T", (), (said("1", "JPN", "noSuchRelation", "RUS", article="gone"),), ()))
    assert found["entities"]["label"] == ["JPN", "RUS"]
    assert found["relations"][0] == {
        "name": "noSuchRelation", "label": "no such relation", "group": "?", "symmetric": False, "definition": "",
        "tone": 0, "quad": 0, "membership": False, "phrase": "no such relation", "denied": "not: no such relation",
    }  # fmt: skip
    assert found["articles"][0]["text"] == ""


def test_payload_keeps_reading_order_whatever_the_order_of_rows() -> None:
    one, two = said("1", "JPN", "alliedWith", "USA", sentence=(20, 30)), said("2", "JPN", "criticizes", "RUS")
    assert embed(payload(view(one, two))) == embed(payload(view(two, one)))
    assert payload(view(one, two))["claims"]["id"] == ["2", "1"]


def test_disputes_without_a_claim_are_left_out() -> None:
    base = view(said("1", "JPN", "alliedWith", "USA"))
    shown = replace(base, disputes=(Dispute("x", "denial", (("1",), ("gone",))), Dispute("y", "denial", (("gone",),))))
    assert payload(shown)["disputes"] == [{"id": "x", "kind": "denial", "sides": [[0]], "reference": ""}]


def test_the_page_carries_all_places_of_a_claim() -> None:
    one = said("1", "JPN", "criticizes", "RUS", subject_span=(0, 5), object_span=(17, 23), holder_spans=((30, 33),))
    assert payload(view(one))["claims"]["spans"] == [[0, 10, 0, 5, 17, 23, -1, -1, 30, 33]]


def test_marks_are_counted_as_javascript_counts() -> None:
    article = Article("a", "😀 Japan said so to Peru.")
    marks = (Mark("a", 8, 12), Mark("a", 2, 7, "JPN"), Mark("a", 19, 23, "PER"))
    base = view(said("1", "JPN", "alliedWith", "USA"), articles=(article,))
    found = payload(replace(base, marks=marks))
    assert found["articles"][0]["marks"] == [3, 8, found["entities"]["id"].index("JPN"), 9, 13, -2, 20, 24, -1]


def test_near_copies_and_hosts_are_what_sources_are_told_by() -> None:
    articles = (Article("a", "One.", url="https://www.example.org/1"), Article("b", "Two.", source="Wire"),
                Article("c", "Two, but for a word."), Article("d", "Two, but for a word, too."))  # fmt: skip
    found = payload(View("T", articles=articles, copies=(("c", "b"), ("d", "c"))))["articles"]
    assert [(one["key"], one["copy"]) for one in found] == [("example.org", 0), ("Wire", 1), ("c", 1), ("d", 1)]


def test_every_relation_is_said_and_denied_as_people_do() -> None:
    for name in relations():
        said_, denied = palette.phrase(name)
        assert said_.split()[0] in {"is", "has", "seized"} or said_.split()[0].endswith("s")
        assert re.match(r"(is|has|does|did|holds) no(t|) ", denied), (name, denied)
    assert palette.phrase("possesses")[1] == "does not possess"
    assert palette.phrase("freezesAssetsOf")[1] == "does not freeze assets of"


def test_betweenness_and_rank_are_those_of_networkx() -> None:
    known: nx.Graph[str] = nx.relabel_nodes(nx.karate_club_graph(), str)
    for one, other in known.edges:
        known[one][other]["weight"] = 1
    between, found = nx.betweenness_centrality(known), society.central(known)
    assert {name: between for name, _, _, between in found} == {
        name: pytest.approx(value, abs=0.0001) for name, value in between.items()
    }
    assert sum(rank for _, _, rank, _ in found) == pytest.approx(1, abs=0.01)


def test_links_to_other_pages_are_given_and_escaped() -> None:
    text = page(View("T"), links=(("Query", "/query"), ("<b>", '/a"b')))
    assert '<a href="/query">Query</a>' in text
    assert "&lt;b&gt;" in text
    assert 'aria-label="Elsewhere"' not in page(View("T"))


def test_relation_names_become_words() -> None:
    assert {words(name) for name in relations()} >= {"claims sovereignty over", "allied with"}


# The page


@pytest.fixture(scope="module")
def hostile() -> View:
    entities = tuple(Entity(f"e{place}{name}", name, name) for place, name in enumerate(HOSTILE))
    text = " ".join(HOSTILE)
    articles = tuple(Article(f"a{place}{name}", text, name, name, name, name) for place, name in enumerate(HOSTILE))
    statements = tuple(
        Statement(f"c{place}", one.id, HOSTILE[place], entities[place - 1].id, articles[place].id, (0, len(text)),
                  (entities[place - 2].id,), time=HOSTILE[place], subject_span=(0, 40), status=HOSTILE[place])
        for place, one in enumerate(entities)
    )  # fmt: skip
    disputes = tuple(Dispute(name, name, ((one.id,),)) for name, one in zip(HOSTILE, statements, strict=True))
    return View(HOSTILE[0], entities, statements, disputes, articles)


class Tags(HTMLParser):
    """Collects the elements a document has, with their attributes."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_hostile_names_stay_text(hostile: View) -> None:
    document = page(hostile)
    document.encode("utf-8")
    tags = Tags(document).found
    assert [tag for tag, _ in tags] == [tag for tag, _ in Tags(page(View("T"))).found]
    assert not [name for _, rest in tags for name in rest if name.startswith("on") or name in {"src", "href"}]
    assert "<title>&lt;/script&gt;" in document


def test_policy_names_exactly_the_scripts_and_styles_there_are() -> None:
    document = page(view(said("1", "JPN", "alliedWith", "USA")))
    found = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', document)
    assert found
    policy = html.unescape(found[1])
    bodies = re.findall(r"<script>(.*?)</script>", document, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", document, re.DOTALL
    )
    hashes = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
    assert policy.startswith("default-src 'none'")
    assert re.findall("sha256-([^']+)'", policy) == hashes
    assert "unsafe" not in policy
    assert "\r" not in document


def test_page_is_the_same_each_time(hostile: View) -> None:
    assert page(hostile) == page(hostile)


def test_empty_graph_makes_a_page() -> None:
    assert "<title>Nothing yet</title>" in page(View("Nothing yet"))


def test_write_page_refuses_a_directory(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match=r"cannot replace a directory .*page\.html"):
        write_page(View("T"), tmp_path)


def test_write_page_says_what_is_wrong_with_a_path(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="No such file or directory"):
        write_page(View("T"), tmp_path / "no" / "page.html")


def test_write_page_replaces_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.html"
    write_page(View("First"), target)
    first = target.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ViewError, match="No space left"):
        write_page(View("Second"), target)
    assert target.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_written_page_can_be_read_by_others(tmp_path: Path) -> None:
    assert write_page(View("T"), tmp_path / "p.html").stat().st_mode & 0o444 == 0o444


# In notebooks


def test_frame_is_sandboxed_and_holds_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = show(view(said("1", "JPN", "alliedWith", "USA")), actor="jpn", height=300)
    markup = shown._repr_html_()
    assert re.match(r'<iframe sandbox="allow-scripts allow-downloads allow-popups" ', markup)
    assert "allow-same-origin" not in markup
    source = re.search('srcdoc="([^"]*)"', markup)
    assert source
    assert html.unescape(source[1]) == shown.document
    assert '"start":"focus=JPN"' in shown.document
    assert 'height="300"' in markup
    assert list(tmp_path.iterdir()) == []


def test_unknown_actor_is_an_error_that_helps() -> None:
    with pytest.raises(ViewError, match=r"nothing .* called 'Japn' \(look for Japan\)"):
        find(View("T", (Entity("JPN", "Japan"),)), "Japn")


# From an open graph


REPRINT = (
    "Norway said on Monday that its islands in the far north would be watched by planes from next spring, and asked "
    "its neighbours not to take that for more than it is: a look at the ice, the birds and the few who fish there. "
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Give a graph of three articles: two outlets, a denial, a symmetric claim told backwards, a near-copy."""
    path = tmp_path_factory.mktemp("graphs") / "g"
    first = reading(
        "one", "RUS attacks UKR by pm,abe", "USA alliedWith JPN 1956", source="Wire", title="T", published="2024-04-01"
    )
    second = reading("two", "RUS attacks UKR denied by RUS", "JPN alliedWith USA", published="2024-05-01")
    copies = [Reading(Article(name, REPRINT + end)) for name, end in (("x", ""), ("y", "It did."))]
    with store.open_writer(path) as opened:
        for one in (first, second, *copies):
            store.write_article(opened.store, reading_quads(one))
        refresh(opened, World({}, (), ()))
        store.publish(opened)
    with kg.open(path) as found:
        yield found


def test_an_open_graph_gives_its_view(graph: Graph) -> None:
    found = rows.view_of(graph)
    texts = {one.id: one.text for one in found.articles}
    claims = {(one.relation, one.article): one for one in found.statements}
    first, second = claims["attacks", "one"], claims["attacks", "two"]
    assert (first.holders, first.polarity, first.status) == (("pm", "abe"), "affirmed", "contested")
    assert claims["alliedWith", "one"].time == "1956"
    assert (second.holders, second.polarity) == (("RUS",), "denied")
    spans = (first.subject_span, first.object_span, first.trigger, *first.holder_spans)
    words_ = [texts["one"][span[0] : span[1]] for span in spans if span]
    assert words_ == ["Russia", "Ukraine", "attacks", "Prime Minister of Japan", "Shinzo Abe"]
    assert [(one.id, one.source, one.published, one.title) for one in found.articles] == [
        ("one", "Wire", "2024-04-01", "T"), ("two", None, "2024-05-01", None),
        ("x", None, None, None), ("y", None, None, None),
    ]  # fmt: skip
    assert {one.id: (one.label, one.type) for one in found.entities}["abe"] == ("Shinzo Abe", "Person")
    assert {frozenset(pair) for pair in found.copies} == {frozenset("xy")}
    assert [(one.kind, set(map(len, one.sides))) for one in found.disputes] == [("denial", {1})]


def test_a_symmetric_claim_told_backwards_marks_the_ends_that_it_shows(graph: Graph) -> None:
    found = rows.view_of(graph)
    texts = {one.id: one.text for one in found.articles}
    for one in (one for one in found.statements if one.relation == "alliedWith"):
        assert (one.subject, one.object) == ("JPN", "USA")
        assert one.subject_span
        assert texts[one.article][slice(*one.subject_span)] == "Japan"


def test_the_view_holds_what_the_claims_of_the_graph_hold(graph: Graph) -> None:
    shown = {one.id: one for one in rows.view_of(graph).statements}
    claims = {one.id: one for one in graph.claims()}
    assert shown.keys() == claims.keys()
    for name, one in claims.items():
        other = shown[name]
        assert (other.subject, other.relation, other.object) == (one.subject.id, one.relation, one.object.id)
        status = one.status if one.status == "contested" else ""
        assert (other.polarity, other.modality, other.time, other.status) == (
            one.polarity, one.modality, one.time, status,
        )  # fmt: skip
        assert other.sentence == one.evidence[0].sentence_span
        assert other.holders == (() if one.own_voice else tuple(holder.id for holder in one.holders))


def test_sides_of_other_conflicts_are_their_propositions() -> None:
    one, other = said("1", "JPN", "claimsSovereigntyOver", "x"), said("2", "RUS", "claimsSovereigntyOver", "x")
    assert rows.sides((one, other), "rival") == (("1",), ("2",))
    assert rows.sides((one, replace(one, id="3", polarity="denied")), "denial") == (("1",), ("3",))


def test_a_graph_can_be_written_and_shown(graph: Graph, tmp_path: Path) -> None:
    text = write_page(graph, tmp_path / "p.html", title="My graph").read_text(encoding="utf-8")
    assert "<title>My graph</title>" in text
    assert show(graph, title="My graph").document == text


def test_a_frame_starts_where_it_is_told() -> None:
    articles = (Article("a", "Something was said.", source="The Wire"),)
    shown = show(view(said("1", "JPN", "alliedWith", "USA", holders=("RUS",)), articles=articles),
                 told="the wire", beside="rus", tab="claims")  # fmt: skip
    assert '"start":"tab=claims\\u0026told=by%3AThe+Wire\\u0026vs=RUS"' in shown.document
    with pytest.raises(ViewError, match="no tab 'map'"):
        show(View("T"), tab="map")


def test_every_event_type_of_plover_has_a_quad_class() -> None:
    assert len(palette.quads()) == 16
    assert {name: palette.quad(name) for name in ("visits", "suppliesArmsTo", "rejects", "sanctions", "controls")} == {
        "visits": 1, "suppliesArmsTo": 2, "rejects": 3, "sanctions": 4, "controls": 0,
    }  # fmt: skip


def test_the_page_holds_camps_circles_and_central_actors() -> None:
    rows = (("a", "alliedWith", "b"), ("b", "alliedWith", "c"), ("c", "attacks", "d"), ("a", "alliedWith", "c"))
    found = payload(view(*(said(str(place), *row) for place, row in enumerate(rows))))
    name = found["entities"]["id"]
    society = found["society"]
    assert [{name[place] for place in part} for part in society["camps"]] == [{"a", "b", "c"}, {"d"}]
    assert [{name[place] for place in part} for part in society["circles"]] == [{"a", "b", "c"}]
    assert name[society["central"][0][0]] == "c"
    assert payload(View("T"))["society"] == {"actors": 0, "camps": [], "circles": [], "central": []}


def test_charts_escape_names_and_draw_negative_values_to_the_left() -> None:
    svg = charts.bars({"<script>": 2, "b": -2}, "A & B")._repr_html_()
    root = ET.fromstring(svg)
    bars = [one for one in root if one.tag.endswith("rect")]
    assert float(bars[0].attrib["width"]) == pytest.approx(float(bars[1].attrib["width"]))
    assert float(bars[1].attrib["x"]) < float(bars[0].attrib["x"])
    assert "<script>" not in svg
    drawn = ET.fromstring(charts.lines({"one": [1, 2], "other": [2, 2]}, [2000, 2001], "L").svg)
    names = [one for one in drawn if one.tag.endswith("text") and one.text in {"one", "other"}]
    assert abs(float(names[0].attrib["y"]) - float(names[1].attrib["y"])) >= 15
