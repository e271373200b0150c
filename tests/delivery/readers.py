"""Rows of Recipients for tests."""

from __future__ import annotations

from pfreport.model.people import MailFormat, Recipient
from pfreport.origins import Origin
from pfreport.report.redaction.reader import Grants

GRANTS = [Grants(money, names) for money in (True, False) for names in (True, False)]


def recipient(row, audience, grants=GRANTS[0], form=MailFormat.PDF, scope="ALL", **more):
    where = {"email": 1, "scope": 4}
    fields = {
        "email": f"reader{row}@example.org",
        "audience": audience,
        "scope": scope,
        "format": form,
    }
    grants = {"show_money": grants.money, "show_names": grants.names}
    return Recipient(
        origin=Origin("Recipients", row, 0), columns_at=where, **{**fields, **grants, **more}
    )
