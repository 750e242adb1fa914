"""The workspace is found from any folder below it, and nothing is read from outside."""

from pathlib import Path

import pytest

from publish.problems import Place, Problem, SourceError
from publish.workspace import Workspace, find, open_workspace, stock
from tests.workspace.making import make_workspace, opened

ID = "2021-03-30-partnerskap-for-stockholm"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return opened(tmp_path / "ws")


def add(workspace: Workspace, name: str, *files: str) -> Path:
    folder = workspace.root / "content" / name
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).touch()
    return folder


def told(workspace: Workspace) -> list[str]:
    with pytest.raises(SourceError) as caught:
        workspace.editions()
    return [str(problem) for problem in caught.value.problems]


# -- the root -------------------------------------------------------------------------------


def test_it_is_found_from_any_folder_below(tmp_path: Path) -> None:
    root = make_workspace(tmp_path)
    deep = root / "content" / ID
    deep.mkdir(parents=True)

    assert find(deep) == find(root) == root


def test_without_one_the_hint_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        find(tmp_path)

    assert caught.value.problems == (
        Problem(
            "E201",
            "no `publish.yaml` here or in any folder above",
            Place(str(tmp_path)),
            "`publish init` makes a workspace",
        ),
    )


def test_a_folder_called_publish_yaml_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "publish.yaml").mkdir()

    with pytest.raises(SourceError):
        find(tmp_path)


def test_a_workspace_without_settings_tells_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_workspace(tmp_path)

    assert [str(problem) for problem in caught.value.problems] == ["publish.yaml: error[E100]: there is no such file"]


def test_the_package_brings_templates_and_assets() -> None:
    assert (stock() / "assets/brand.yml").is_file()
    assert (stock() / "templates/words.yml").is_file()


# -- editions -------------------------------------------------------------------------------


def test_editions_come_by_date(workspace: Workspace) -> None:
    for name in ("2024-01-02-b", "2021-03-30-a", "2024-01-02-a"):
        add(workspace, name, "sv.md")

    assert workspace.editions() == ("2021-03-30-a", "2024-01-02-a", "2024-01-02-b")


def test_a_workspace_may_have_no_edition_yet(workspace: Workspace) -> None:
    assert workspace.editions() == ()


def test_hidden_folders_and_files_are_not_looked_at(workspace: Workspace) -> None:
    add(workspace, ".drafts", "sv.md")
    add(workspace, ID, "sv.md", ".sv.md.swp", ".en.md")
    (workspace.root / "content/README.md").touch()

    assert workspace.editions() == (ID,)


def test_languages_come_in_the_order_of_the_settings(workspace: Workspace) -> None:
    folder = add(workspace, ID, "en.md", "sv.md")

    assert workspace.folder(ID) == folder
    assert workspace.languages(ID) == ("sv", "en")
    assert workspace.languages("2021-03-30-ingenting") == ()


@pytest.mark.parametrize(
    "name", ["var-i-stan", "2021-13-40-var", "2021-3-30-var", "2021-03-30", "2021-03-30-", "2021-03-30-Vår", "2021-03-30-a--b", "2021-03-30 a"]
)  # fmt: skip
def test_a_folder_that_is_not_called_like_an_edition_is_told(workspace: Workspace, name: str) -> None:
    add(workspace, name, "sv.md")

    assert told(workspace) == [
        (
            f"content/{name}: error[E205]: '{name}' is not an edition's name; expected a date and a name, "
            "like 2021-03-30-spring-in-the-city"
        )
    ]


def test_an_edition_without_text_is_told(workspace: Workspace) -> None:
    add(workspace, ID)

    assert told(workspace) == [f"content/{ID}: error[E206]: the edition has no text, expected `sv.md` or `en.md`"]


def test_a_text_in_a_language_that_is_not_set_is_told(workspace: Workspace) -> None:
    add(workspace, ID, "sv.md", "de.md")

    assert told(workspace) == [
        f"content/{ID}/de.md: error[E206]: expected `sv.md` or `en.md`\n  hint: `languages` in publish.yaml names them"
    ]


def test_all_folders_are_told_in_one_run(workspace: Workspace) -> None:
    add(workspace, "b", "sv.md")
    add(workspace, "a", "sv.md")
    add(workspace, ID)

    assert [line.split(":")[0] for line in told(workspace)] == [f"content/{ID}", "content/a", "content/b"]


def test_an_edition_that_is_a_link_out_of_the_workspace_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (workspace.root / "content").mkdir()
    (workspace.root / "content" / ID).symlink_to(tmp_path / "elsewhere")

    assert told(workspace) == [
        f"content/{ID}: error[E207]: the link leads out of the workspace\n  hint: copy what it leads to into content/"
    ]


# -- templates and assets -------------------------------------------------------------------


def test_files_of_the_workspace_win_one_by_one(workspace: Workspace) -> None:
    own = workspace.root / "templates/words.yml"
    own.parent.mkdir()
    own.touch()

    assert workspace.template("words.yml") == own
    assert workspace.template("_brand.css.j2") == stock() / "templates/_brand.css.j2"
    assert workspace.template("nothing.j2") is None


def test_icons_of_the_workspace_stand_beside_the_stock_ones(tmp_path: Path) -> None:
    root = make_workspace(tmp_path)
    (root / "assets/icons").mkdir(parents=True)
    (root / "assets/icons/ferry.svg").touch()

    icons = open_workspace(root).icons

    assert "ferry" in icons
    assert "building" in icons


@pytest.mark.parametrize("name", ["../publish.yaml", "/etc/passwd", "a/../../b", "a//b", "", "a\\b", "a\0b", "./a"])
def test_a_name_that_leads_out_of_the_folder_is_refused(workspace: Workspace, name: str) -> None:
    for look in (workspace.template, workspace.asset):
        with pytest.raises(SourceError) as caught:
            look(name)
        assert caught.value.problems[0].code == "E207"


def test_a_link_that_leads_out_of_the_folder_is_refused(workspace: Workspace) -> None:
    (workspace.root / "assets").mkdir()
    (workspace.root / "assets/secret.svg").symlink_to(workspace.root / "publish.yaml")

    with pytest.raises(SourceError) as caught:
        workspace.asset("secret.svg")

    assert [problem.message for problem in caught.value.problems] == ["the link leads out of assets/"]


def test_a_folder_that_is_a_link_out_of_the_workspace_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/words.yml").touch()
    (workspace.root / "templates").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(SourceError):
        workspace.template("words.yml")


def test_a_link_within_the_folder_is_followed(workspace: Workspace) -> None:
    folder = workspace.root / "assets"
    folder.mkdir()
    (folder / "a.svg").touch()
    (folder / "b.svg").symlink_to(folder / "a.svg")

    assert workspace.asset("b.svg") == folder / "b.svg"


def test_files_are_named_from_the_root(workspace: Workspace) -> None:
    assert workspace.shown(workspace.root / "assets/brand.yml") == "assets/brand.yml"
    assert workspace.shown("/elsewhere/brand.yml") == "/elsewhere/brand.yml"
