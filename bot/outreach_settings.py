"""The settings of outreach: the operator's, so that nobody in Slack can let himself approve."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from bot.setting_kinds import ApproverIds, Duration, MaybePath, YesNo

_NO_TIME = timedelta(0)


class OutreachSettings(BaseModel):
    """``.env.example`` says what each of them does."""

    outreach_approvers: ApproverIds = ()
    outreach_self_approval: YesNo = True
    outreach_second_approver_from: int = Field(default=80, ge=0)
    outreach_min_score: int = Field(default=30, ge=0, le=100)
    outreach_weekly_quota: int = Field(default=20, ge=0)
    outreach_cool_down: Duration = timedelta(days=100)
    outreach_approval_lifetime: Annotated[Duration, Field(gt=_NO_TIME)] = timedelta(days=14)
    outreach_undo: Duration = timedelta(minutes=10)
    outreach_follow_ups: int = Field(default=1, ge=0, le=2)
    outreach_follow_up_after: int = Field(default=5, ge=1, le=20)
    outreach_dnc_file: MaybePath = None
