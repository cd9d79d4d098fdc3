import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isUserError } from "tokentill-client";
import { serverUrl } from "@/app/api";
import { tellFailure } from "@/app/notices";
import { useChange } from "@/app/queries";
import { OfferUsageExportDocument } from "@/gql/usage/graphql";
import type { ChargesFilter } from "./Charges";

const FORMATS = ["CSV", "XLSX", "JSONL"] as const;

/** The charges as a file, which the server makes while the browser takes it. */
export function ExportMenu({ filter }: { filter: ChargesFilter }) {
  const { t } = useTranslation("usage");
  const { mutate, isPending } = useChange(OfferUsageExportDocument);
  const fail = (message: string) => notifications.show({ color: "red", message });
  const take = (format: (typeof FORMATS)[number]) =>
    mutate(
      { format, filter },
      {
        onSuccess: ({ exportUsage: offered }) => {
          if (isUserError(offered)) return fail(offered.message);
          if (offered.__typename === "UsageExportOffered" && offered.usageExport.url) location.assign(serverUrl(offered.usageExport.url));
        },
        onError: tellFailure,
      },
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={isPending} leftSection={<IconDownload size={16} />}>
          {t("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => take(format)}>
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
