import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useChange } from "@/app/queries";
import { ActivateUserDocument, SetUserRoleDocument, SuspendUserDocument } from "@/gql/adminUser/graphql";
import { ActButton } from "../parts/ActButton";
import type { FoundUser } from "./UserPage";

/** Suspend, activate, promote, demote. */
export function AccountActs({ user }: { user: FoundUser }) {
  const { t } = useTranslation("adminUser");
  const suspend = useChange(SuspendUserDocument);
  const activate = useChange(ActivateUserDocument);
  const setRole = useChange(SetUserRoleDocument);
  const suspended = user.status === "SUSPENDED";
  const admin = user.role === "ADMIN";
  const who = { name: user.name || user.email || user.id };
  if (user.status !== "ACTIVE" && !suspended) return null;
  return (
    <Group gap="xs">
      {user.role !== "GUEST" && (
        <ActButton
          label={t(admin ? "demote" : "promote")}
          color={admin ? "red" : undefined}
          run={async (reason) =>
            (await setRole.mutateAsync({ userId: user.id, role: admin ? "USER" : "ADMIN", reason })).setUserRole
          }
        >
          {t(admin ? "demoteHint" : "promoteHint", who)}
        </ActButton>
      )}
      <ActButton
        label={t(suspended ? "activate" : "suspend")}
        color={suspended ? undefined : "red"}
        run={async (reason) =>
          suspended
            ? (await activate.mutateAsync({ userId: user.id, reason })).activateUser
            : (await suspend.mutateAsync({ userId: user.id, reason })).suspendUser
        }
      >
        {t(suspended ? "activateHint" : "suspendHint", who)}
      </ActButton>
    </Group>
  );
}
