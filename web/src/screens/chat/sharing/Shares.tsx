import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { date } from "@/app/formats";
import { ChangeShareDocument, EndShareDocument, type ShareAccess, type SharePartsFragment } from "@/gql/chatSharing/graphql";
import { Outcome } from "@/ui/Outcome";

/** Each person with access, and each open invitation: what they may do, and an end to it. */
export function Shares({ shares }: { shares: SharePartsFragment[] }) {
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
      {shares.map((share) => (
        <li key={share.id}>
          <Share share={share} />
        </li>
      ))}
    </Stack>
  );
}

function Share({ share: { id, access, person, expiresAt } }: { share: SharePartsFragment }) {
  const { t } = useTranslation("chat");
  const change = useAction(ChangeShareDocument, (result) => result.changeShare);
  const end = useAction(EndShareDocument, (result) => result.endShare);
  const name = person ? (person.name ?? t("somebody")) : t("share.invitation");
  return (
    <>
      <Group gap="xs">
        <div style={{ flex: "1 1 8rem", minWidth: 0 }}>
          <Text size="sm" truncate>
            {name}
          </Text>
          {expiresAt && (
            <Text size="xs" c="dimmed">
              {t("share.until", { date: date(expiresAt) })}
            </Text>
          )}
        </div>
        <Select
          size="xs"
          w="9rem"
          aria-label={t("share.accessOf", { name })}
          data={(["READ", "WRITE"] as const).map((value) => ({ value, label: t(`share.access.${value}`) }))}
          value={access}
          onChange={(value) => void change.run({ share: id, access: value as ShareAccess })}
          disabled={change.busy}
          allowDeselect={false}
        />
        <Button size="xs" variant="default" loading={end.busy} onClick={() => void end.run({ share: id })}>
          {t(person ? "share.end" : "share.withdraw")}
        </Button>
      </Group>
      <Outcome action={{ ...change, done: false }} />
      <Outcome action={{ ...end, done: false }} />
    </>
  );
}
