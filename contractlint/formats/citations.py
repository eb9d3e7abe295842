"""Statutes as a Chinese reader cites them."""

from __future__ import annotations

from contractlint.finding import LawRef


def law_text(law: tuple[LawRef, ...]) -> str:
    """「《民法典》第543条、第544条（2021-01-01 起施行）」, statutes in their order; empty where there is none."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in law:
        article = f"第{one.article}条" if one.article.isdigit() else one.article
        groups.setdefault((one.statute, one.since), []).append(article)
    return "；".join(
        f"《{statute}》{'、'.join(articles)}（{since} 起施行）" for (statute, since), articles in groups.items()
    )
