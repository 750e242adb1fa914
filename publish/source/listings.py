"""Which fences are code, by the word after the three marks."""

_WORDS = """
asm awk bash bat bibtex c c# c++ clojure cmake cmd conf console cpp crontab cs csharp css csv diff docker dockerfile
elixir elm erlang f# fish fortran fsharp gherkin git go graphql groovy haskell hcl html http ini java javascript jinja
jinja2 jq js json json5 jsonl jsx julia kotlin latex less lisp log lua make makefile markdown matlab md mermaid mjml
nginx nix objc ocaml output pascal patch perl php plain plaintext pl posh powershell prolog properties protobuf ps1
psql py python pycon r rb rest rst ruby rs rust sass scala scheme scss sed sh shell shell-session sparql sql sqlite
svelte svg swift systemd tcl terminal terraform tex text toml ts tsv tsx txt typescript typst vb vim vue xml yaml yml
zig zsh
"""
_CODE = frozenset(_WORDS.split())


def is_code(name: str) -> bool:
    """Whether a fence of that name is a listing: the name of a computer language, `text`, or none."""
    return not name or name.lower() in _CODE
