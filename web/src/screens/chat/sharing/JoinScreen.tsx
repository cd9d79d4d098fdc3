import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useAction } from "@/app/action";
import { useSession } from "@/app/session";
import { JoinChatDocument } from "@/gql/chatSharing/graphql";
import { Outcome } from "@/ui/Outcome";
import { Page } from "@/ui/Page";
import { forgetInvitation, invitationOfLink } from "./invitation";

const THEN = encodeURIComponent("/chat/join");

/** Where the link of an invitation leads. It is good once, so it is used when one says so, and by whom one is signed in as. */
export default function JoinScreen() {
  const { t } = useTranslation(["chat", "app"]);
  const { user, isGuest } = useSession();
  const [invitation, setInvitation] = useState(invitationOfLink);
  useWindowEvent("hashchange", () => setInvitation(invitationOfLink())); // another link, opened in the same tab
  return (
    <Page title={t("share.join.title")} size="sm">
      <Paper withBorder p="lg">
        {invitation === null ? (
          <Text>{t("share.join.none")}</Text>
        ) : user && !isGuest ? (
          <Join key={invitation} invitation={invitation} name={user.name} />
        ) : (
          <Stack>
            <Text>{t("share.join.signIn")}</Text>
            <Group>
              <Button component={Link} href={`/sign-in?then=${THEN}`}>
                {t("app:signIn")}
              </Button>
              <Button component={Link} href={`/sign-up?then=${THEN}`} variant="default">
                {t("share.join.signUp")}
              </Button>
            </Group>
          </Stack>
        )}
      </Paper>
    </Page>
  );
}

function Join({ invitation, name }: { invitation: string; name: string }) {
  const { t } = useTranslation("chat");
  const [, navigate] = useLocation();
  const action = useAction(JoinChatDocument, ({ acceptShare }) => {
    if (acceptShare.__typename === "Conversation") {
      forgetInvitation();
      navigate(`/chat/${acceptShare.id}`, { replace: true });
    }
    return acceptShare;
  });
  return (
    <Stack>
      <Text>{t("share.join.text", { name })}</Text>
      <Outcome action={{ ...action, done: false }} />
      <Group>
        <Button loading={action.busy} onClick={() => void action.run({ invitation })}>
          {t("share.join.action")}
        </Button>
      </Group>
    </Stack>
  );
}
