import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Page } from "./Page";

/** A page that is not there, or not for this reader; and the way on. */
export function NoEntry({ why }: { why: "notFound" | "notAllowed" }) {
  const { t } = useTranslation();
  return (
    <Page title={t(`${why}.title`)}>
      <Text>{t(`${why}.text`)}</Text>
      <Group>
        <Button component={Link} href="/" variant="default">
          {t("toStart")}
        </Button>
      </Group>
    </Page>
  );
}
