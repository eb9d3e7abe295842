"""``python -m contractlint.rulebook.compile``: write ``compiled.json`` beside the packs after editing them."""

from __future__ import annotations

from contractlint.rulebook.book import COMPILED, compile_rulebook, rules_folder

if __name__ == "__main__":
    folder = rules_folder()
    (folder / COMPILED).write_text(compile_rulebook(folder), "utf-8")
