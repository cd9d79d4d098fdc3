import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ActivateUserDocument, type Role, SetUserRoleDocument, SuspendUserDocument } from "@/gql/adminUser/graphql";
import { ActButton } from "../parts/ActButton";
import type { FoundUser } from "./UserPage";

/** Suspend, activate, promote, demote. */
export function AccountActs({ user }: { user: FoundUser }) {
  const { t } = useTranslation("adminUser");
  const suspended = user.status === "SUSPENDED";
  const admin = user.role === "ADMIN";
  const role: Role = admin ? "USER" : "ADMIN";
  const who = { name: user.name || user.email || user.id };
  if (user.status !== "ACTIVE" && !suspended) return null;
  return (
    <Group gap="xs">
      {user.role !== "GUEST" && (
        <ActButton
          label={t(admin ? "demote" : "promote")}
          color={admin ? "red" : undefined}
          does={SetUserRoleDocument}
          variables={({ reason }) => ({ userId: user.id, role, reason })}
        >
          {t(admin ? "demoteHint" : "promoteHint", who)}
        </ActButton>
      )}
      <ActButton
        label={t(suspended ? "activate" : "suspend")}
        color={suspended ? undefined : "red"}
        does={suspended ? ActivateUserDocument : SuspendUserDocument}
        variables={({ reason }) => ({ userId: user.id, reason })}
      >
        {t(suspended ? "activateHint" : "suspendHint", who)}
      </ActButton>
    </Group>
  );
}
