"""A site's own templates; where there is none, the one that comes with us is used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select

from storage.domain import Occasion, SiteId, Template
from storage.template_table import TemplateRow
from storage.tenancy import TenantRepository

_TEMPLATE = (
    TemplateRow.occasion,
    TemplateRow.lang,
    TemplateRow.subject,
    TemplateRow.body,
    TemplateRow.first_follow_up,
    TemplateRow.last_follow_up,
)


class Templates(TenantRepository):
    def chosen(self, site_id: SiteId, occasion: Occasion, lang: str) -> Template | None:
        found = self.connection.execute(select(*_TEMPLATE).where(self._one(site_id, occasion, lang))).first()
        return None if found is None else _template(found)

    def all(self, site_id: SiteId) -> tuple[Template, ...]:
        rows = self.connection.execute(
            select(*_TEMPLATE)
            .where(TemplateRow.workspace_id == self.workspace_id, TemplateRow.site_id == site_id)
            .order_by(TemplateRow.occasion, TemplateRow.lang)
        )
        return tuple([_template(row) for row in rows])

    def keep(self, site_id: SiteId, template: Template, by: str, now: datetime) -> None:
        """In place of the one there was."""
        self.reset(site_id, template.occasion, template.lang)
        first, last = template.follow_ups
        self.connection.execute(
            insert(TemplateRow).values(
                workspace_id=self.workspace_id,
                site_id=site_id,
                occasion=template.occasion,
                lang=template.lang,
                subject=template.subject,
                body=template.body,
                first_follow_up=first,
                last_follow_up=last,
                written_by=by,
                written_at=now,
            )
        )

    def reset(self, site_id: SiteId, occasion: Occasion, lang: str) -> bool:
        """Whether there was one of the site's own."""
        dropped = self.connection.execute(delete(TemplateRow).where(self._one(site_id, occasion, lang)))
        return dropped.rowcount > 0

    def _one(self, site_id: SiteId, occasion: Occasion, lang: str) -> ColumnElement[bool]:
        return and_(
            TemplateRow.workspace_id == self.workspace_id,
            TemplateRow.site_id == site_id,
            TemplateRow.occasion == occasion,
            TemplateRow.lang == lang,
        )


def _template(row: Row[Occasion, str, str, str, str, str]) -> Template:
    occasion, lang, subject, body, first, last = row
    return Template(occasion, lang, subject, body, (first, last))
