import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** What a guest gains by signing up. */
export function GuestCard() {
  const { t } = useTranslation("wallet");
  return (
    <Paper withBorder p="lg" h="100%">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4">
          {t("guest.title")}
        </Title>
        <Text size="sm">{t("guest.text")}</Text>
        <Button component={Link} href="/sign-up">
          {t("guest.signUp")}
        </Button>
      </Stack>
    </Paper>
  );
}
