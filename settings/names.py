"""Names of settings: those of today, those that predecessors used, and those that are merely close to one."""

import difflib
import re
from collections.abc import Collection, Mapping

__all__ = ["NOT_USED", "READ_AS", "RENAMED", "translate"]

READ_AS: dict[str, str] = {
    "CLERK_WEBHOOK_SIGNING_SECRET": "CLERK_WEBHOOK_SECRET",
    "CORS_ORIGINS": "ALLOWED_ORIGINS",
    "DOMAIN_CLIENT": "ALLOWED_ORIGINS",
    "DOMAIN_SERVER": "PUBLIC_URL",
    "EMAIL_FROM": "MAIL_FROM",
    "EMAIL_HOST": "SMTP_HOST",
    "EMAIL_PASSWORD": "SMTP_PASSWORD",
    "EMAIL_PORT": "SMTP_PORT",
    "EMAIL_USERNAME": "SMTP_USERNAME",
    "HUGGINGFACE_TOKEN": "HUGGINGFACE_API_KEY",
    "JWT_SECRET_KEY": "JWT_SECRET",
    "MAX_TOKENS_PER_REQUEST": "CHAT_MAX_TOKENS",
    "MONGODB_URL": "MONGODB_URI",
    "MONGO_DB": "MONGODB_DATABASE",
    "MONGO_URI": "MONGODB_URI",
    "MONGO_URL": "MONGODB_URI",
    "OPENAI_REVERSE_PROXY": "OPENAI_BASE_URL",
    "OPENROUTER_KEY": "OPENROUTER_API_KEY",
    "SMTP_FROM": "MAIL_FROM",
    "SMTP_PASS": "SMTP_PASSWORD",
    "SMTP_SERVER": "SMTP_HOST",
    "SMTP_USER": "SMTP_USERNAME",
    "START_BALANCE": "WELCOME_TOKENS",
    "REDIS_URL": "REDIS_URI",
    "STRIPE_PUBLIC_KEY": "STRIPE_PUBLISHABLE_KEY",
}
"""Older names whose value means the same today."""

_SECURITY = "SMTP_SECURITY to tls, starttls or none"
_SENDER = "MAIL_FROM to a name and an address, such as Tokentill <no-reply@example.com>"

RENAMED: dict[str, str] = {
    "CREDS_KEY": "MASTER_KEY, 32 random bytes in hexadecimal or base64",
    "EMAIL_ENCRYPTION": _SECURITY,
    "EMAIL_FROM_NAME": _SENDER,
    "EMAIL_USE_SSL": _SECURITY,
    "EMAIL_USE_TLS": _SECURITY,
    "FORWARDED_ALLOW_IPS": "TRUSTED_PROXIES, the networks of your proxies",
    "JWT_EXPIRES_IN": "ACCESS_TOKEN_SECONDS, in seconds",
    "MODEL_CACHE_DURATION": "MODEL_CACHE_SECONDS, in seconds",
    "RATE_LIMIT_MAX": "RATE_LIMIT_ANONYMOUS, such as 100/15 minutes",
    "RATE_LIMIT_MAX_REQUESTS": "RATE_LIMIT_ANONYMOUS, such as 100/15 minutes",
    "RATE_LIMIT_WINDOW_MS": "RATE_LIMIT_ANONYMOUS, such as 100/15 minutes",
    "REDIS_HOST": "REDIS_URI, such as redis://127.0.0.1:6379",
    "REFRESH_TOKEN_EXPIRY": "REFRESH_TOKEN_SECONDS, in seconds",
    "SESSION_EXPIRY": "ACCESS_TOKEN_SECONDS, in seconds",
    "SMTP_FROM_NAME": _SENDER,
    "SMTP_SECURE": _SECURITY,
    "SMTP_SSL": _SECURITY,
    "SMTP_TLS": _SECURITY,
    "SMTP_USE_TLS": _SECURITY,
    "TRUST_PROXY": "TRUSTED_PROXIES, the networks of your proxies",
}
"""Older names whose value had another unit or form: taking it over would be a guess."""

NOT_USED: dict[str, str] = {
    r"CHECK_BALANCE": "the balance is always checked",
    r"CLERK_(PUBLISHABLE|SECRET)_KEY": "Clerk is heard by its webhook and its public keys, and never called",
    r"CREDS_IV": "every secret is sealed with a random nonce of its own, under MASTER_KEY",
    r"EMAIL_(ALLOW_SELFSIGNED|ENCRYPTION_HOSTNAME)": "the certificate of SMTP_HOST is always checked, by its name",
    r"EMAIL_SERVICE": "name the server by SMTP_HOST",
    r"(ATLASSIAN|GITHUB|GITLAB|OPENID)_(CLIENT|ISSUER|CALLBACK)_?.*": "set SIGN_IN_PROVIDERS",
    r"GOOGLE_(CALLBACK|REDIRECT)_(URL|URI)": "it is PUBLIC_URL with /auth/google/callback",
    r"JWT_REFRESH_SECRET": "refresh tokens are random and stored hashed, so that there is nothing to sign",
    r"USE_REDIS": "Redis is used where REDIS_URI is set, for rate limits alone",
    r"REDIS_.+": "the address, user and password of Redis are all in REDIS_URI",
}
"""Patterns of older names that have no twin, and why."""

_FAMILIES = (
    "TOKENTILL_",
    "STRIPE_",
    "RAZORPAY_",
    "MONGODB_",
    "JWT_",
    "CHAT_",
    "CLAIM_",
    "REFILL_",
    "MAX_QUERY_",
    "RATE_LIMIT_",
    "SMTP_",
)
"""An unknown name of the environment that begins so was surely meant for us."""
_CLOSE = 0.86


def translate(
    env: Mapping[str, str], env_file: Mapping[str, str], *, known: Collection[str]
) -> tuple[dict[str, str], list[str]]:
    """The values by field, from `env` before `env_file`, and a sentence for each name that does not say what it seems.

    `known` are the fields. Older names give way to today's wherever either stands.
    """
    fields = {field.upper(): field for field in known}
    given = {name.upper(): value for name, value in (*env_file.items(), *env.items()) if value.strip()}
    values = {field: given[name] for name, field in fields.items() if name in given}
    ours = {name.upper() for name in env_file}
    warnings: list[str] = []
    for name in sorted(given.keys() - fields.keys()):
        successor = READ_AS.get(name)
        if successor is not None and fields[successor] not in values:
            values[fields[successor]] = given[name]
            warnings.append(f"{name}: read as {successor}, its name today")
        elif successor is not None:
            warnings.append(f"{name}: not read, since {successor}, its name today, is set")
        else:
            warnings += _remark(name, fields.keys(), is_ours=name in ours or name.startswith(_FAMILIES))
    return values, warnings


def _remark(name: str, known: Collection[str], *, is_ours: bool) -> list[str]:
    if name in RENAMED:
        return [f"{name}: not read; set {RENAMED[name]}"]
    for pattern, reason in NOT_USED.items():
        if re.fullmatch(pattern, name):
            return [f"{name}: not used; {reason}"]
    close = difflib.get_close_matches(name, known, n=1, cutoff=_CLOSE)
    if close:
        return [f"{name}: there is no such setting; {close[0]} may be meant"]
    return [f"{name}: there is no such setting"] if is_ours else []
