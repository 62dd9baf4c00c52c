"""Permissions, roles and sessions of a web service."""

from dataclasses import dataclass, field


@dataclass
class Role:
    """A named set of permissions, with roles that it includes."""

    name: str
    permissions: list[str] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)


def find_role(roles: list[Role], name: str) -> Role | None:
    """The role of a name."""
    for role in roles:
        if role.name == name:
            return role
    return None


def effective_permissions(roles: list[tuple[str, list[str]]], granted: list[str]) -> list[str]:
    """Permissions of the granted roles, each once, in order of first appearance."""
    result: list[str] = []
    for name in granted:
        for role, permissions in roles:
            if role == name:
                for permission in permissions:
                    if permission not in result:
                        result.append(permission)
    return result


def audit(requests: list[tuple[str, str]], rules: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Requests (user, action) that no rule allows."""
    denied = []
    for user, action in requests:
        allowed = False
        for rule_user, rule_action in rules:
            if rule_user == user and rule_action == action:
                allowed = True
        if not allowed:
            denied.append((user, action))
    return denied


class SessionStore:
    """Sessions by token."""

    def __init__(self, sessions: list[tuple[str, int]]) -> None:
        self.sessions = sessions
        self.revoked: list[str] = []

    def revoke(self, tokens: list[str]) -> int:
        """Mark tokens as revoked; how many are new."""
        before = len(self.revoked)
        for token in tokens:
            if token not in self.revoked:
                self.revoked.append(token)
        return len(self.revoked) - before

    def active(self, now: int) -> list[str]:
        """Tokens that have not run out."""
        names = []
        for i in range(len(self.sessions)):
            if self.sessions[i][1] > now and self.sessions[i][0] not in self.revoked:
                names.append(self.sessions[i][0])
        return names

    def owners(self, tokens: list[str]) -> list[int]:
        """Expiry per token, -1 for unknown ones."""
        found = []
        for token in tokens:
            matches = [expiry for name, expiry in self.sessions if name == token]
            found.append(matches[0] if matches else -1)
        return found
