"""Akoma Ntoso, JATS and other XML, written here."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.document import Document
from ingest.errors import KBError, UnknownFileType, UnreadableFile
from ingest.tables import tables

LAW = """<?xml version="1.0" encoding="UTF-8"?>
<akn:akomaNtoso xmlns:akn="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><akn:act name="law">
<akn:meta><akn:identification source="#x"><akn:FRBRWork><akn:FRBRthis value="/akn/kz/act/2011-07-22/477"/>
<akn:FRBRdate date="2011-07-22" name="Generation"/><akn:FRBRauthor href="#parliament"/><akn:FRBRcountry value="kz"/>
<akn:FRBRnumber value="477-IV"/></akn:FRBRWork></akn:identification>
<akn:publication date="2011-07-30" name="Казахстанская правда" showAs="Казахстанская правда"/></akn:meta>
<akn:preface><akn:p class="t"><akn:docType>Закон Республики Казахстан</akn:docType></akn:p>
<akn:p><akn:docTitle>О миграции населения</akn:docTitle></akn:p></akn:preface>
<akn:preamble><akn:recitals><akn:recital><akn:num>(1)</akn:num><akn:p>В целях порядка.</akn:p></akn:recital
></akn:recitals>
</akn:preamble><akn:body>
<akn:chapter eId="c1"><akn:num>Глава 1.</akn:num><akn:heading>ОБЩИЕ ПОЛОЖЕНИЯ</akn:heading>
<akn:article eId="a1"><akn:num>Статья 1</akn:num><akn:heading>Основные понятия<akn:authorialNote marker="*">
<akn:p>Сноска автора.</akn:p></akn:authorialNote></akn:heading>
<akn:paragraph><akn:num>1.</akn:num><akn:list><akn:intro><akn:p>В законе:</akn:p></akn:intro>
<akn:point><akn:num>1)</akn:num><akn:content><akn:p>мигрант – <akn:ref href="x">лицо</akn:ref>;</akn:p></akn:content
></akn:point>
<akn:point><akn:num>2)</akn:num><akn:content><akn:p>квота.</akn:p></akn:content></akn:point></akn:list></akn:paragraph>
<akn:paragraph><akn:num>2.</akn:num
><akn:content><akn:p>Действует<akn:authorialNote marker="1"><akn:p>С 2011 года.</akn:p>
</akn:authorialNote> везде.</akn:p></akn:content></akn:paragraph></akn:article>
<akn:article eId="a2"><akn:num>Статья 2.</akn:num><akn:heading>Квоты</akn:heading><akn:content>
<akn:table><akn:caption>Таблица 1. Квоты</akn:caption><akn:tr><akn:th rowspan="2"><akn:p>Регион</akn:p></akn:th>
<akn:th colspan="2"><akn:p>Мигранты</akn:p></akn:th></akn:tr><akn:tr><akn:th><akn:p>2022</akn:p></akn:th>
<akn:th><akn:p>2023</akn:p></akn:th></akn:tr><akn:tr><akn:td><akn:p>Астана</akn:p></akn:td><akn:td><akn:p>5</akn:p
></akn:td>
<akn:td><akn:p>6</akn:p></akn:td></akn:tr></akn:table>
<akn:p>Дополнить статьёй: <akn:mod><akn:quotedStructure><akn:article><akn:num>Статья 9.</akn:num><akn:content>
<akn:p>Новая.</akn:p></akn:content></akn:article></akn:quotedStructure></akn:mod></akn:p></akn:content></akn:article>
</akn:chapter></akn:body></akn:act></akn:akomaNtoso>"""

BRITISH = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act
 name="ukpga"><meta><identification>
<FRBRWork><FRBRdate date="2016-05-12" name="enacted"/><FRBRcountry value="GB-UKM"/><FRBRnumber value="19"/>
<FRBRalias value="Immigration Act 2016"/></FRBRWork></identification></meta><body>
<part><num>Part 1</num><heading>Labour market</heading><chapter><num>Chapter 1</num><heading>Illegal working</heading>
<section><num>3</num><heading>Power to detain</heading><subsection><num>(1)</num><intro><p>An officer may detain—</p>
</intro><paragraph><num>(a)</num><content><p>a person, or</p></content></paragraph><paragraph><num>(b)</num><content>
<p>a vehicle.</p></content></paragraph></subsection><subsection><num>(2)</num><content><p>No one else may.</p></content>
</subsection></section></chapter></part></body></act></akomaNtoso>"""

PAPER = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN"
 "JATS-journalpublishing1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"
 article-type="research-article" xml:lang="en"><front><journal-meta><journal-title-group>
<journal-title>Journal of Migration</journal-title></journal-title-group><publisher><publisher-name>University Press
</publisher-name></publisher></journal-meta><article-meta><article-id pub-id-type="pmid">1</article-id>
<article-id pub-id-type="doi">10.1000/182</article-id><title-group><article-title>Labour migration<xref ref-type="fn"
 rid="fn0">*</xref></article-title><subtitle>A review</subtitle><trans-title-group xml:lang="ru"><trans-title>Трудовая
 миграция</trans-title></trans-title-group></title-group
><contrib-group><contrib contrib-type="author"><name><surname>Kim
</surname><given-names>Anna B.</given-names></name><xref ref-type="aff" rid="a1">1</xref></contrib>
<contrib contrib-type="author"><name-alternatives><name><surname>Lee</surname><given-names>Bo</given-names></name>
<name xml:lang="ru"><surname>Ли</surname><given-names>Бо</given-names></name></name-alternatives></contrib>
<contrib contrib-type="author"><collab>Migration Group</collab></contrib
><contrib contrib-type="editor"><name><surname>Ed
</surname></name></contrib></contrib-group><aff id="a1"><label>1</label><institution>Institute of Law</institution>,
 <country>Kazakhstan</country></aff><aff id="a2"><sup>2</sup>Academy, Astana</aff>
<pub-date pub-type="epub"><day>3</day><month>1</month><year>2020</year></pub-date
><pub-date pub-type="ppub"><month>03</month>
<year>2021</year></pub-date><volume>12</volume><issue>3</issue><fpage>45</fpage><lpage>58</lpage>
<abstract><title>Abstract</title><p>Migration grows in all regions of the country.</p></abstract>
<trans-abstract xml:lang="ru"><title>Аннотация</title><p>Миграция растёт во всех регионах страны.</p></trans-abstract>
<kwd-group xml:lang="en"><kwd>migration</kwd><kwd>labour</kwd></kwd-group
><kwd-group xml:lang="ru"><title>Ключевые слова:
</title><kwd>миграция</kwd></kwd-group></article-meta></front><body><sec id="s1"><label>1.</label
><title>Introduction</title>
<p>Workers move<xref ref-type="fn" rid="fn1">1</xref>, as <xref ref-type="bibr" rid="r1">Kim (2020)</xref
> shows<sup>2</sup>
.<fn><p>An inline note.</p></fn> The law lists:<list list-type="order"><list-item><p>permits;</p></list-item><list-item>
<p>quotas.</p></list-item></list></p><sec><title>History</title><p>It began in 1991 with x<sup>a</sup
> &amp; 5&nbsp;km.</p>
<disp-quote><p>A quoted sentence.</p></disp-quote></sec></sec><sec><title>Results</title>
<table-wrap id="t1"><label>Table 1</label><caption><title>Migrants by region</title></caption><table><thead><tr>
<th rowspan="2">Region</th><th colspan="2">Migrants</th></tr><tr><th>2022</th><th>2023</th></tr></thead><tbody><tr>
<td>Astana</td><td>5</td><td>6<xref ref-type="table-fn" rid="tf1">a</xref></td></tr></tbody></table><table-wrap-foot>
<fn id="tf1"><label>a</label><p>Estimated.</p></fn><p>Source: Bureau.</p></table-wrap-foot></table-wrap>
<fig id="f1"><label>Figure 1</label><caption><p>Growth of migration.</p></caption><graphic xlink:href="x.png"/></fig>
<p>The end <inline-formula><alternatives><tex-math>\\frac{a}{b}</tex-math><mml:math><mml:mi>ab</mml:mi></mml:math>
</alternatives></inline-formula>.</p></sec></body><back><ack><title>Thanks</title><p>To all.</p></ack
><fn-group><fn id="fn1">
<p>Since 2011.</p></fn></fn-group><ref-list><title>References</title><ref id="r1"><label>1</label><mixed-citation><name>
<surname>Kim</surname> <given-names>A.</given-names></name> (<year>2020</year>). Migration. <source>Journal</source>, 1,
 5–9.</mixed-citation></ref><ref id="r2"><element-citation publication-type="journal"><person-group><name><surname>Lee
</surname><given-names>B.</given-names></name></person-group><year>2019</year><article-title>Quotas.</article-title>
<source>Law</source><volume>3</volume><issue>2</issue><fpage>1</fpage><lpage>9</lpage
><pub-id pub-id-type="doi">10.1000/5
</pub-id></element-citation></ref></ref-list></back></article>"""


def read(source: str, name: str = "x.xml") -> tuple[Document, list[tuple[str, int, str]]]:
    document = ingest.parse(source.encode("utf-8"), name)
    return document, [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


# ------------------------------------------------------------------------------------------- Akoma Ntoso
def test_a_law() -> None:
    document, blocks = read(LAW)
    assert document.title == "О миграции населения"
    assert (document.type, document.number, document.date, document.jurisdiction, document.year) == (
        "law", "477-IV", "2011-07-22", "KZ", 2011
    )  # fmt: skip
    assert document.media_type == "application/akn+xml" and document.container == "Казахстанская правда"
    assert blocks[0] == ("heading", 1, "О миграции населения")
    assert [b for b in blocks if b[0] == "heading"][1:] == [
        ("heading", 2, "Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ"),
        ("heading", 4, "Статья 1. Основные понятия*"),
        ("heading", 4, "Статья 2. Квоты"),
    ]
    texts = [text for _, _, text in blocks]
    assert texts[2] == "(1) В целях порядка."
    assert texts[5:10] == [
        "* Сноска автора.", "1. В законе:", "1) мигрант – лицо;", "2) квота.", "2. Действует¹ везде."
    ]  # fmt: skip
    assert blocks[10] == ("note", 0, "¹ С 2011 года.")
    assert blocks[12][2] == "Таблица 1. Квоты"
    assert blocks[13] == ("table", 2, "Регион\tМигранты\t\n\t2022\t2023\nАстана\t5\t6")
    assert blocks[14:] == [("body", 0, "Дополнить статьёй:"), ("body", 0, "Статья 9."), ("body", 0, "Новая.")]
    passage = next(p for p in ingest.cut(document) if "квота" in p.text)
    assert passage.section.startswith("Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ › Статья 1. Основные понятия")


def test_an_act_whose_articles_are_called_sections() -> None:
    document, blocks = read(BRITISH, "act.akn")
    assert (document.title, document.jurisdiction, document.number) == ("Immigration Act 2016", "GB", "19")
    assert blocks == [
        ("heading", 1, "Immigration Act 2016"),
        ("heading", 1, "Part 1. Labour market"),
        ("heading", 2, "Chapter 1. Illegal working"),
        ("heading", 4, "3. Power to detain"),
        ("body", 0, "(1) An officer may detain—"),
        ("body", 0, "(a) a person, or"),
        ("body", 0, "(b) a vehicle."),
        ("body", 0, "(2) No one else may."),
    ]


def test_bare_numbers_cross_headings_and_sections_of_reports() -> None:
    source = """<akomaNtoso><doc name="report"><meta/><preface><p><docTitle>Report</docTitle></p>
    </preface><mainBody><tblock><num>1.</num><heading>Context</heading><tblock>
    <heading>General</heading><p>Text <authorialNote marker="1"><p>A note.</p></authorialNote>.</p></tblock></tblock>
    <hcontainer name="crossheading"><heading>Retention</heading><section><num>2</num><heading>Notices</heading>
    <subsection><num>1</num><intro><p>A notice may:</p></intro><paragraph><num>a</num><content><p>end.</p></content>
    </paragraph></subsection></section></hcontainer></mainBody></doc></akomaNtoso>"""
    assert read(source)[1] == [
        ("heading", 1, "Report"),
        ("heading", 2, "1. Context"),
        ("heading", 3, "General"),
        ("body", 0, "Text¹."),
        ("note", 0, "¹ A note."),
        ("heading", 3, "Retention"),
        ("heading", 4, "2. Notices"),
        ("body", 0, "(1) A notice may:"),
        ("body", 0, "(a) end."),
    ]


def test_components_of_a_collection() -> None:
    part = "<component><doc><meta/><mainBody><p>{}</p></mainBody></doc></component>"
    source = f"<documentCollection><meta/><preface><p>All.</p></preface></documentCollection><components>{part}{part}"
    document, _ = read(f"<akomaNtoso>{source.format('First.', 'Second.')}</components></akomaNtoso>")
    assert document.text == "All.\n\nFirst.\n\nSecond."


@pytest.mark.parametrize("body", ["", "<act/>", "<act><meta/></act>"])
def test_akoma_ntoso_without_text(body: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^x\.xml"):
        read(f"<akomaNtoso>{body}</akomaNtoso>")


# -------------------------------------------------------------------------------------------------- JATS
def test_what_a_paper_says_of_itself() -> None:
    document, _ = read(PAPER)
    assert document.title == "Labour migration: A review"
    assert document.authors == ("Anna B. Kim", "Bo Lee", "Migration Group")
    assert document.affiliations == ("Institute of Law, Kazakhstan", "Academy, Astana")
    assert (document.type, document.year) == ("paper", 2021)
    assert (document.container, document.publisher) == ("Journal of Migration", "University Press")
    assert (document.volume, document.issue, document.page_range) == ("12", "3", "45–58")
    assert (document.doi, document.media_type) == ("10.1000/182", "application/jats+xml")


def test_the_structure_of_a_paper() -> None:
    document, blocks = read(PAPER)
    assert [(level, text) for kind, level, text in blocks if kind == "heading"] == [
        (1, "Labour migration: A review"),
        (2, "Abstract"),
        (2, "Трудовая миграция"),
        (2, "Аннотация"),
        (2, "1. Introduction"),
        (3, "History"),
        (2, "Results"),
        (2, "Thanks"),
        (2, "References"),
    ]
    assert [text for kind, _, text in blocks if kind == "abstract"] == [
        "Migration grows in all regions of the country.",
        "Keywords: migration, labour",
        "Миграция растёт во всех регионах страны.",
        "Ключевые слова: миграция",
    ]
    bodies = [text for kind, _, text in blocks if kind == "body"]
    assert bodies == [
        "Workers move¹, as Kim (2020) shows² .² The law lists:",
        "1. permits;",
        "2. quotas.",
        "It began in 1991 with xa & 5 km.",
        "A quoted sentence.",
        "The end ab.",
        "To all.",
    ]
    assert [text for kind, _, text in blocks if kind == "reference"] == [
        "1. Kim A. (2020). Migration. Journal, 1, 5–9.",
        "Lee, B. (2019). Quotas. Law, 3(2), 1–9. https://doi.org/10.1000/5.",
    ]
    notes = [text for kind, _, text in blocks if kind == "note"]
    assert notes == [
        "² An inline note.", "ᵃ Estimated.", "Source: Bureau.", "Figure 1. Growth of migration.", "¹ Since 2011."
    ]  # fmt: skip
    assert {p.language for p in ingest.cut(document) if p.kind == "abstract"} == {"en", "ru"}


def test_a_note_between_paragraphs_is_tied_to_its_mark() -> None:
    own = '<p>Kept<xref ref-type="fn" rid="n9">9</xref> since 2011.</p><fn id="n9"><label>9</label><p>By law.</p></fn>'
    document, blocks = read(PAPER.replace("<disp-quote>", f"{own}<disp-quote>"))
    at = next(i for i, (_, _, text) in enumerate(blocks) if text == "⁹ By law.")
    assert blocks[at][0] == "note" and blocks[at - 1] == ("body", 0, "Kept⁹ since 2011.")
    assert document.blocks[at].anchor == document.text.index("⁹")


def test_tables_of_a_paper() -> None:
    document, _ = read(PAPER)
    (table,) = tables(document)
    assert (table.columns, table.header_rows) == (3, 2)
    assert table.statement(table.cell(2, 1)) == "Astana › Migrants › 2022: 5"
    assert table.caption and document.text[slice(*table.caption)] == "Table 1. Migrants by region"


def test_papers_in_the_wrappings_of_archives() -> None:
    article = PAPER[PAPER.index("<article ") :].replace("&nbsp;", "&#160;")
    document, _ = read(f'<pmc-articleset xmlns="urn:x">{article}</pmc-articleset>')
    assert document.title == "Labour migration: A review"


# --------------------------------------------------------------------------------------------- other XML
def test_other_xml_is_refused_with_a_reason() -> None:
    for source in ("<rss/>", "<?xml version='1.0'?><svg>text</svg>"):
        with pytest.raises(UnknownFileType, match="Akoma Ntoso"):
            read(source)


def test_xhtml_is_read_as_html() -> None:
    page = "<body><h1>On registers</h1><p>Text.</p></body>"
    source = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{page}</html>'
    assert read(source)[0].media_type == "text/html"
    assert read("<!-- x -->" + source[21:], "no-suffix")[0].media_type == "text/html"


def test_the_content_tells_whatever_the_name_says() -> None:
    assert read(LAW, "law.txt")[0].media_type == "application/akn+xml"
    assert read(PAPER, "paper")[0].media_type == "application/jats+xml"
    assert ingest.parse(LAW.replace("UTF-8", "utf-16").encode("utf-16"), "x.xml").title == "О миграции населения"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "source",
    [
        f'<!DOCTYPE article [<!ENTITY l0 "ha">{LAUGHS}]><article><front/><body><p>&l9;</p></body></article>',
        f'<!DOCTYPE article [<!ENTITY l0 "ha">{LAUGHS}]><article><front/><body><p id="&l9;"/></body></article>',
        '<!DOCTYPE article [<!ENTITY l0 "' + "ha" * 5000 + '">]><article><front/><body><p>&l0;</p></body></article>',
        "<article><front/>" + "<sec>" * 5000 + "</sec>" * 5000 + "</article>",
        "<article><front>",
    ],
)
def test_traps_are_refused_with_a_reason(source: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^x\.xml"):
        read(source)


def test_nothing_is_fetched_or_included() -> None:
    source = (
        '<!DOCTYPE article [<!ENTITY secret SYSTEM "file:///etc/hostname">]><article><front><article-meta><title-group>'
        "<article-title>On registers</article-title></title-group></article-meta></front><body><p>A &secret; b.</p>"
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/></body>'
        "</article>"
    )
    assert read(source)[0].text == "On registers\n\nA \ufffd b."


def test_an_entity_that_stands_for_a_word() -> None:
    own = '<!DOCTYPE article PUBLIC "x" "x.dtd" [<!ENTITY kz "Kazakhstan">]>'
    source = own + "<article><front/><body><p>In &kz; &mdash; &nope;.</p></body></article>"
    assert read(source)[0].text == "In Kazakhstan — \ufffd."


EDIT = st.tuples(
    st.floats(0, 1),
    st.integers(0, 12),
    st.one_of(
        st.binary(max_size=8), st.sampled_from([b"<p>", b"</p>", b"<fn>", b"<table>", b"</sec>", b"&x;", b"<num/>"])
    ),
)


@pytest.mark.parametrize("seed", [LAW, BRITISH, PAPER])
@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDIT, min_size=1, max_size=4))
def test_mutated_files(seed: str, edits: list[tuple[float, int, bytes]]) -> None:
    data = seed.encode()
    for place, removed, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    check(data)


ELEMENTS = st.sampled_from(
    [
        "p",
        "sec",
        "title",
        "label",
        "list",
        "list-item",
        "table",
        "tr",
        "td",
        "th",
        "thead",
        "fn",
        "xref",
        "sup",
        "table-wrap",
        "caption",
        "fig",
        "num",
        "heading",
        "article",
        "section",
        "subsection",
        "paragraph",
        "content",
        "authorialNote",
        "quotedStructure",
        "ref-list",
        "ref",
        "mixed-citation",
        "abstract",
        "body",
    ]
)
TREE = st.recursive(
    st.text("а b<&1.", max_size=5).map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda tag, inside: f"<{tag}>{''.join(inside)}</{tag}>", ELEMENTS, st.lists(inner, max_size=4)
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(TREE, st.booleans())
def test_elements_in_any_order(tree: str, law: bool) -> None:
    around = "<akomaNtoso><act><meta/><body>{}</body></act></akomaNtoso>" if law else (
        "<article><front><article-meta>{0}</article-meta></front><body>{0}</body><back>{0}</back></article>"
    )  # fmt: skip
    check(around.format(tree).encode())


def check(data: bytes) -> None:
    try:
        document = ingest.parse(data, "x.xml")
    except KBError as error:
        assert str(error).startswith("x.xml")
        return
    assert all(document.text[p.start : p.end] == p.text for p in ingest.cut(document))
