import { Button, Group, Paper, Stack, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { RenameDocument } from "@/gql/teams/graphql";
import { Outcome } from "@/ui/Outcome";

/** Another name for the team; its owner and admins give it. */
export function Rename({ team }: { team: { id: string; name: string } }) {
  const { t } = useTranslation("teams");
  const [name, setName] = useState(team.name);
  const action = useAction(RenameDocument, (result) => result.renameTeam);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run({ team: team.id, name });
  };
  return (
    <Paper withBorder p="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {t("rename.title")}
          </Title>
          <Group align="flex-end">
            <TextInput
              label={t("new.name")}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              style={{ flex: "1 1 220px" }}
            />
            <Button type="submit" variant="default" loading={action.busy} disabled={name === team.name}>
              {t("rename.action")}
            </Button>
          </Group>
          <Outcome action={action} />
        </Stack>
      </form>
    </Paper>
  );
}
