import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAsk } from "@/app/queries";
import { ShopTeamDocument } from "@/gql/shop/graphql";
import { Asked } from "@/ui/Asked";

/** Who gets the tokens, where that is not the buyer. */
export function ForTeam({ teamId, onLeave }: { teamId: string; onLeave: () => void }) {
  const { t } = useTranslation("shop");
  const query = useAsk(ShopTeamDocument, { id: teamId });
  return (
    <Alert icon={<IconUsers />} variant="light">
      <Group justify="space-between">
        <Asked query={query} lines={1}>{({ team }) => <Text size="sm">{t("team.for", { name: team.name })}</Text>}</Asked>
        <Button size="xs" variant="default" onClick={onLeave}>
          {t("team.leave")}
        </Button>
      </Group>
    </Alert>
  );
}
