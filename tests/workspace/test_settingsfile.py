"""publish.yaml: who publishes, in which languages and from where; and what is wrong with it."""

from pathlib import Path

import pytest

from publish.workspace import Mail, Publisher
from tests.workspace.making import SETTINGS, line_of, make_workspace, opened, problems, refused

NAME = "  name: {sv: Stockholms Handelskammare, en: Stockholm Chamber of Commerce}"
BASE = "base-url: https://www.stockholmshandelskammare.example/utgavor"


def test_the_settings_speak_each_language(tmp_path: Path) -> None:
    settings = opened(tmp_path).settings

    assert settings.languages == ("sv", "en")
    assert settings.base_url == "https://www.stockholmshandelskammare.example/utgavor"
    assert settings.publisher["en"] == Publisher(
        name="Stockholm Chamber of Commerce",
        about="A member organisation for companies in the Stockholm region",
        address="Stockholm",
        email="info@stockholmshandelskammare.example",
        phone="",
        website="https://www.stockholmshandelskammare.example/en/",
    )
    assert settings.mail["sv"] == Mail(
        from_name="Stockholms Handelskammare",
        sender="nyhetsbrev@stockholmshandelskammare.example",
        reply_to="info@stockholmshandelskammare.example",
        unsubscribe_url="https://www.stockholmshandelskammare.example/avregistrera",
        list_id="nyhetsbrev.stockholmshandelskammare.example",
    )


def test_one_text_serves_all_languages(tmp_path: Path) -> None:
    publisher = opened(tmp_path, settings={NAME: "  name: Handelskammaren"}).settings.publisher

    assert publisher["sv"].name == publisher["en"].name == "Handelskammaren"


def test_answers_go_to_the_sender_unless_told_otherwise(tmp_path: Path) -> None:
    changes = {"  reply-to: info@stockholmshandelskammare.example\n": ""}

    assert (
        opened(tmp_path, settings=changes).settings.mail["sv"].reply_to == "nyhetsbrev@stockholmshandelskammare.example"
    )


def test_the_brochure_is_written_in_the_variants_that_are_asked_for(tmp_path: Path) -> None:
    asked = {"languages: [": "brochure: {also-as: [pdf/a-2a]}\nlanguages: ["}

    assert opened(tmp_path / "a").settings.brochure_also_as == ()
    assert opened(tmp_path / "b", settings=asked).settings.brochure_also_as == ("pdf/a-2a",)


def test_a_slash_at_the_end_of_the_base_does_not_matter(tmp_path: Path) -> None:
    changes = {BASE: "base-url: https://news.example.org/a/"}

    assert opened(tmp_path, settings=changes).settings.base_url == "https://news.example.org/a"


def test_texts_that_are_read_get_their_typography(tmp_path: Path) -> None:
    changes = {"    en: A member organisation": "    en: The city's organisation"}
    assert opened(tmp_path, settings=changes).settings.publisher["en"].about.startswith("The city’s")


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/",
        "ftp://www.example.org/",
        "https://localhost/",
        "https://user@www.example.org/",
        "https://www.example.org:8443/",
        "https://www.example.org:port/",
        "https://www.exa mple.org/",
        'https://www.example.org/"x',
        "https://www.example.org/å",
        "https://[::1]/",
        "https://[/",
        "https://www.example.org/?a=1",
        "https://www.example.org/#a",
        "www.example.org",
        "javascript:alert(1)",
    ],
)
def test_editions_are_published_over_https_at_a_named_host(tmp_path: Path, address: str) -> None:
    (found,) = problems(tmp_path, settings={BASE: f"base-url: '{address}'"})

    line = line_of(tmp_path / SETTINGS, "base-url:")
    assert found.startswith(f"publish.yaml:{line}:11: error[E202]: expected an address ")


@pytest.mark.parametrize(
    "address", ["info", "info@", "@example.org", "info@example", "a b@example.org", "a@b@example.org", "å@example.org",
                "a..b@example.org", f"{'a' * 65}@example.org", "a@-example.org", "a@example.org\\nBcc: b@example.org"]
)  # fmt: skip
def test_an_address_that_no_letter_could_reach_is_told(tmp_path: Path, address: str) -> None:
    changes = {"  from: nyhetsbrev@stockholmshandelskammare.example": f'  from: "{address}"'}

    (found,) = problems(tmp_path, settings=changes)

    line = line_of(tmp_path / SETTINGS, "  from:")
    assert found.startswith(f"publish.yaml:{line}:9: error[E202]: expected an e-mail address like name@example.org, ")


@pytest.mark.parametrize("name", ["nyhetsbrev", "<news.example.org>", "news example.org", "news..example.org", "a.-b"])
def test_a_list_has_a_name_as_mail_programs_read_it(tmp_path: Path, name: str) -> None:
    changes = {"list-id: nyhetsbrev.stockholmshandelskammare.example": f"list-id: {name}"}

    (found,) = problems(tmp_path, settings=changes)

    assert f"error[E202]: expected a list's name like newsletter.example.org, found '{name}'" in found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {NAME: "  name: {sv: Stockholms Handelskammare}"},
            "error[E203]: `name` has no text for the language `en`\n  hint: add `en: …`",
            id="missing language",
        ),
        pytest.param(
            {NAME: "  name: {sv: A, en: B, de: C}"},
            "error[E203]: `de` is none of the languages\n  hint: they are `sv`, `en`",
            id="foreign language",
        ),
        pytest.param(
            {"languages: [sv, en]": "languages: [sv, en, sv]"},
            "error[E204]: `sv` stands twice among the languages",
            id="twice",
        ),
        pytest.param({"languages: [sv, en]": "languages: []"}, "error[E112]", id="none"),
        pytest.param({"languages: [sv, en]": "languages: [swedish]"}, "error[E116]", id="no language"),
        pytest.param({"  address: Stockholm": "  address:"}, "error[E112]", id="empty"),
        pytest.param({"  address: Stockholm\n": ""}, "error[E105]: the field `address` is missing", id="missing"),
        pytest.param(
            {"unsubscribe-url": "unsubscribe"},
            "error[E104]: unknown field `unsubscribe`\n  hint: did you mean `unsubscribe-url`?",
            id="unknown",
        ),
        pytest.param({"  address: Stockholm": "  address: Stockholm\n  phone: ring"}, "found 'ring'", id="phone"),
        pytest.param({"  address: Stockholm": "  address: [a, b]"}, "error[E111]: expected", id="list"),
        pytest.param({"languages: [": "brochure: {also-as: [pdf/x-4]}\nlanguages: ["}, "pdf/x-4", id="variant"),
        pytest.param(
            {"  email: info@stockholmshandelskammare.example": "  email: {sv: a@example.org}"},
            "error[E111]: expected text",
            id="fields",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_told(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    found = problems(tmp_path, settings=changes)

    assert any(expected in problem for problem in found), found
    assert all(problem.startswith("publish.yaml:") for problem in found)


def test_a_telephone_number_is_kept_as_typed(tmp_path: Path) -> None:
    changes = {"  address: Stockholm": "  address: Stockholm\n  phone: +46 8 555 100 00"}

    assert opened(tmp_path, settings=changes).settings.publisher["sv"].phone == "+46 8 555 100 00"


def test_a_file_that_is_not_text_is_told_and_not_a_crash(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    (tmp_path / SETTINGS).write_bytes("publisher: Malmö".encode("latin-1"))

    (problem,) = refused(tmp_path)

    assert (problem.code, problem.place.path, problem.place.line) == ("E101", "publish.yaml", 1)
