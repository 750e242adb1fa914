"""
The `hunspell` program and its dictionaries: which words of a list it does not know.

It is asked through its pipe, one process a language, and only about letters: nothing that a text holds can be an
option or a command. What it said is remembered beside the version of the dictionary.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from publish.check.keeping import keep

FOLDERS = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/usr/local/share/hunspell"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/Library/Spelling"),
)
_PREFERRED = {"sv": ("sv_SE", "sv_FI"), "en": ("en_GB", "en_US"), "en-US": ("en_US",), "sv-FI": ("sv_FI", "sv_SE")}
_PACKAGES = {
    "sv": "hunspell-sv",
    "en": "hunspell-en-gb",
    "en-US": "hunspell-en-us",
    "da": "hunspell-da",
    "de": "hunspell-de-de",
    "fr": "hunspell-fr",
    "nb": "hunspell-no",
    "nn": "hunspell-no",
}
_MOST = 3_000
"""Words that are asked about at once."""
_SECONDS = 5
_REMEMBERED = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One that is installed."""

    program: str
    path: Path
    """Of its two files, without `.dic` and `.aff`."""

    @property
    def version(self) -> str:
        """Another one as soon as one of the files is."""
        stats = [self.path.with_suffix(suffix).stat() for suffix in (".dic", ".aff")]
        return "-".join(f"{stat.st_size}.{stat.st_mtime_ns}" for stat in stats)


def dictionary(language: str, folders: Collection[Path] = FOLDERS) -> Dictionary | None:
    """The dictionary for *language*; None if there is none, or no program to read it."""
    program = shutil.which("hunspell")
    base = language.partition("-")[0]
    if not program or not base.isalpha():
        return None
    names = _PREFERRED.get(language) or _PREFERRED.get(base) or (language.replace("-", "_"), base, f"{base}_*")
    for name in names:
        for folder in folders:
            for file in sorted(folder.glob(f"{name}.dic")):
                if file.with_suffix(".aff").is_file():
                    return Dictionary(program, file.with_suffix(""))
    return None


def missing(languages: Collection[str], folders: Collection[Path] = FOLDERS) -> tuple[str, ...]:
    """The commands that install what the spelling of *languages* needs and is not there; none for unknown ones."""
    found = []
    for language in sorted(languages):
        package = _PACKAGES.get(language) or _PACKAGES.get(language.partition("-")[0])
        if package and dictionary(language, folders) is None:
            found.append(f"sudo apt-get install hunspell {package}")
    return tuple(dict.fromkeys(found))


def unknown(words: Collection[str], known_to: Dictionary, cache: Path) -> dict[str, tuple[str, ...]]:
    """The words of *words* that the dictionary does not know, each with what may have been meant."""
    file = cache / f"spelling-{known_to.path.name}.json"
    remembered = _recall(file, known_to.version)
    new = [word for word in sorted(words) if word not in remembered and _WORD.fullmatch(word)][:_MOST]
    if new:
        answers = _ask(new, known_to)
        remembered = {**dict(list(remembered.items())[-_REMEMBERED:]), **answers}
        _remember(file, known_to.version, remembered)
    return {word: meant for word in words if (meant := remembered.get(word)) is not None}


def _ask(words: list[str], known_to: Dictionary) -> dict[str, tuple[str, ...] | None]:
    command = [known_to.program, "-a", "-i", "utf-8", "-d", str(known_to.path)]
    # No home and no folder of ours: word lists of whoever runs this must not change what is found.
    environment = {"LC_ALL": "C.UTF-8", "HOME": os.devnull}
    typed = "".join(f"^{word}\n" for word in words).encode()
    try:
        done = subprocess.run(
            command, input=typed, capture_output=True, timeout=_SECONDS, check=False, env=environment, cwd="/"
        )
        said = done.stdout
    except subprocess.TimeoutExpired as error:
        said = error.stdout or b""
    except OSError:
        return {}
    return _answers(words, said.decode("utf-8", "replace"))


def _answers(words: list[str], said: str) -> dict[str, tuple[str, ...] | None]:
    """Per word: None if it is known. A blank line ends the answer to each; what was not answered is left out."""
    _, _, body = said.partition("\n")
    blocks = body.split("\n\n")[:-1]
    return {word: _verdict(block.splitlines()) for word, block in zip(words, blocks, strict=False)}


def _verdict(lines: list[str]) -> tuple[str, ...] | None:
    wrong = [line for line in lines if line[:1] in ("&", "#", "?")]
    if not wrong:
        return None
    return tuple(wrong[0].partition(": ")[2].split(", ")[:3]) if wrong[0][0] == "&" else ()


def _recall(file: Path, version: str) -> dict[str, tuple[str, ...] | None]:
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict) or kept.get("version") != version or not isinstance(kept.get("words"), dict):
        return {}
    return {
        str(word): tuple(map(str, meant)) if isinstance(meant, list) else None for word, meant in kept["words"].items()
    }


def _remember(file: Path, version: str, words: Mapping[str, tuple[str, ...] | None]) -> None:
    keep(file, json.dumps({"version": version, "words": words}, ensure_ascii=False).encode())
