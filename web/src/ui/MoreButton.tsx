import { Button, Center } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  /** Of `useAskPages`. */
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; more: () => unknown };
}

/** The next page of a list, where there is one. */
export function MoreButton({ pages }: Props) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <Center>
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.more()}>
        {t("more")}
      </Button>
    </Center>
  );
}
