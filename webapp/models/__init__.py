"""Tables, one noun a file; this list is what Alembic compares with."""

from __future__ import annotations

from webapp.models.alert import Alert
from webapp.models.alert_digest import AlertDigest
from webapp.models.api_token import ApiToken
from webapp.models.audit_entry import AuditEntry
from webapp.models.cron_slot import CronSlot
from webapp.models.dead_letter import DeadLetter
from webapp.models.domain_slot import DomainSlot
from webapp.models.duty_run import DutyRun
from webapp.models.idempotency_key import IdempotencyKey
from webapp.models.leader_lease import LeaderLease
from webapp.models.measurement import Measurement, MeasurementBucket
from webapp.models.model_answer import ModelAnswer
from webapp.models.model_bill import ModelBill
from webapp.models.model_day import ModelDay
from webapp.models.model_endpoint import ModelEndpoint
from webapp.models.operator_switch import OperatorSwitch
from webapp.models.password_reset import PasswordReset
from webapp.models.report import Report
from webapp.models.scan import Scan
from webapp.models.scan_attempt import ScanAttempt
from webapp.models.schedule import Schedule
from webapp.models.schedule_run import ScheduleRun
from webapp.models.setup_link import SetupLink
from webapp.models.share_link import ShareLink
from webapp.models.site_finding import SiteFinding
from webapp.models.site_page import SitePage
from webapp.models.site_page_record import SitePageRecord
from webapp.models.site_scan import SiteScan
from webapp.models.submission import Submission
from webapp.models.user import User
from webapp.models.user_session import UserSession
from webapp.models.webhook_delivery import WebhookDelivery
from webapp.models.webhook_endpoint import WebhookEndpoint
from webapp.models.worker_heartbeat import WorkerHeartbeat

__all__ = [
    "Alert",
    "AlertDigest",
    "ApiToken",
    "AuditEntry",
    "CronSlot",
    "DeadLetter",
    "DomainSlot",
    "DutyRun",
    "IdempotencyKey",
    "LeaderLease",
    "Measurement",
    "MeasurementBucket",
    "ModelAnswer",
    "ModelBill",
    "ModelDay",
    "ModelEndpoint",
    "OperatorSwitch",
    "PasswordReset",
    "Report",
    "Scan",
    "ScanAttempt",
    "Schedule",
    "ScheduleRun",
    "SetupLink",
    "ShareLink",
    "SiteFinding",
    "SitePage",
    "SitePageRecord",
    "SiteScan",
    "Submission",
    "User",
    "UserSession",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WorkerHeartbeat",
]
