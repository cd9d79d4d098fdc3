import { useTranslation } from "react-i18next";
import { serverUrl } from "@/app/api";
import { useSession } from "@/app/session";
import { ExportAllUsageDocument, type UsageExportFormat } from "@/gql/adminExport/graphql";
import { ActButton } from "./ActButton";
import { startOfDay } from "./days";
import { ChoiceField, DayField, FieldRow } from "./form";

const FORMATS: UsageExportFormat[] = ["CSV", "XLSX", "JSONL"];

/** Every charge of a user, or of everybody, as a file, which the server makes while the browser takes it. */
export function ExportUsage({ userId }: { userId?: string }) {
  const { t } = useTranslation("admin");
  const { has } = useSession();
  if (!has("USAGE_EXPORTS")) return null;
  return (
    <ActButton
      label={t("export.action")}
      size={userId ? "xs" : "sm"}
      withReason={false}
      does={ExportAllUsageDocument}
      draft={{ format: FORMATS[0]!, firstDay: "", lastDay: "" }}
      variables={({ format, firstDay, lastDay }) => ({ format, userId, from: startOfDay(firstDay), to: startOfDay(lastDay, 1) })}
      onAnswer={(answer) => "usageExport" in answer && answer.usageExport.url && location.assign(serverUrl(answer.usageExport.url))}
    >
      {(form) => (
        <>
          {t(userId ? "export.hintOfUser" : "export.hint")}
          <ChoiceField
            form={form}
            name="format"
            label={t("export.format")}
            options={FORMATS.map((value) => ({ value, label: t(`export.formats.${value}`) }))}
          />
          <FieldRow>
            <DayField form={form} name="firstDay" label={t("fromDay")} />
            <DayField form={form} name="lastDay" label={t("toDay")} />
          </FieldRow>
        </>
      )}
    </ActButton>
  );
}
