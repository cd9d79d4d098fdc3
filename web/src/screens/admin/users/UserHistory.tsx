import { Anchor, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { date, dateTime, relative, tokens } from "@/app/formats";
import { ActionRecord } from "../parts/ActionRecord";
import { Card } from "../parts/Card";
import { Rows } from "../parts/Rows";
import { State } from "../parts/States";
import { RefundPayment } from "../payments/Refund";
import type { FoundUser } from "./UserPage";

/** Grants, payments, sessions, and what admins did. */
export function UserHistory({ user }: { user: FoundUser }) {
  const { t } = useTranslation("adminUser");
  return (
    <Stack gap="lg">
      <Card title={t("grants")}>
        <Grants user={user} />
      </Card>
      <Card title={t("payments")} actions={<More href={`/admin/payments?user=${user.id}`}>{t("allPayments")}</More>}>
        <Payments user={user} />
      </Card>
      <Card title={t("actions")} actions={<More href={`/admin/audit?target=${user.id}`}>{t("allActions")}</More>}>
        {user.adminActions.length === 0 && <Text size="sm">{t("noActions")}</Text>}
        <Stack gap="sm">
          {user.adminActions.map((action) => (
            <ActionRecord key={action.id} action={action} />
          ))}
        </Stack>
      </Card>
      <Card title={t("sessions")}>
        <Rows
          label={t("sessions")}
          empty={t("noSessions")}
          rows={user.sessions}
          keyOf={({ id }) => id}
          columns={[
            { title: t("device"), cell: ({ device }) => device ?? t("unknown") },
            { title: t("network"), cell: ({ network }) => network ?? t("unknown") },
            { title: t("lastUsed"), cell: ({ lastUsedAt }) => relative(lastUsedAt) },
          ]}
        />
      </Card>
    </Stack>
  );
}

function More({ href, children }: { href: string; children: string }) {
  return (
    <Anchor component={Link} href={href} size="sm">
      {children}
    </Anchor>
  );
}

function Grants({ user }: { user: FoundUser }) {
  const { t } = useTranslation(["adminUser", "admin"]);
  return (
    <Rows
      label={t("grants")}
      empty={t("noGrants")}
      rows={user.grants.map((grant, place) => ({ ...grant, place }))}
      keyOf={({ place }) => String(place)}
      columns={[
        { title: t("source"), cell: ({ source }) => t(`admin:sources.${source}`, source) },
        { title: t("available"), numeric: true, cell: ({ available }) => tokens(available) },
        { title: t("expires"), cell: ({ expiresAt }) => (expiresAt ? dateTime(expiresAt) : t("admin:noExpiry")) },
        { title: t("reference"), cell: ({ reference }) => reference },
      ]}
    />
  );
}

function Payments({ user }: { user: FoundUser }) {
  const { t } = useTranslation(["adminUser", "admin"]);
  return (
    <Rows
      label={t("payments")}
      empty={t("noPayments")}
      rows={user.payments}
      keyOf={({ id }) => id}
      columns={[
        { title: t("day"), cell: ({ createdAt }) => date(createdAt) },
        { title: t("state"), cell: ({ status }) => <State value={status} /> },
        { title: t("method"), cell: ({ method }) => t(`admin:methods.${method}`) },
        { title: t("tokens"), numeric: true, cell: (payment) => tokens(payment.tokens) },
        { title: t("total"), numeric: true, cell: ({ total }) => total.formatted },
        { title: t("refunded"), numeric: true, cell: ({ refunded }) => refunded.amount !== "0" && refunded.formatted },
      ]}
      acts={(payment) => <RefundPayment payment={payment} />}
    />
  );
}
