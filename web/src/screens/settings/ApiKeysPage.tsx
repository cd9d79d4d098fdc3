import { Alert, Badge, Button, Checkbox, Group, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { date, relative } from "@/app/formats";
import { useAskPages } from "@/app/queries";
import { useSession } from "@/app/session";
import { type ApiScope, EndApiKeyDocument, MakeApiKeyDocument, type MyApiKeysQuery, MyApiKeysDocument } from "@/gql/settings/graphql";
import { Asked } from "@/ui/Asked";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { CopyField } from "@/ui/CopyField";
import { MoreButton } from "@/ui/MoreButton";
import { Outcome } from "@/ui/Outcome";
import { Section } from "./Section";

const SCOPES: ApiScope[] = ["READ", "CHAT", "PURCHASE", "SPEND"];
const LIVES = ["30", "90", "365", "never"] as const;
const DAY_MS = 86_400_000;

/** Keys by which programs act for the user. A key's secret is shown once, and kept nowhere in this page. */
export function ApiKeysPage() {
  return (
    <>
      <NewKey />
      <Keys />
    </>
  );
}

function NewKey() {
  const { t } = useTranslation("settings");
  const { isAdmin } = useSession();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["READ"]);
  const [life, setLife] = useState<string>("90");
  const [token, setToken] = useState<string | null>(null);
  const action = useAction(MakeApiKeyDocument, (result) => {
    if (result.createApiKey.__typename === "ApiKeyCreated") setToken(result.createApiKey.token ?? null);
    return result.createApiKey;
  });
  const submit = async () => {
    setToken(null);
    const expiresAt = life === "never" ? null : new Date(Date.now() + Number(life) * DAY_MS).toISOString();
    if (await action.run({ name, scopes: scopes as ApiScope[], expiresAt })) setName("");
  };
  return (
    <Section title={t("keys.new")} text={t("keys.text", { url: new URL("/graphql", location.origin).href })} onSubmit={submit}>
      <TextInput label={t("keys.name")} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox.Group label={t("keys.scopes")} value={scopes} onChange={setScopes} required>
        <Stack gap={6} mt={6}>
          {[...SCOPES, ...(isAdmin ? (["ADMIN"] as const) : [])].map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`keys.${scope}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t("keys.life")}
        allowDeselect={false}
        value={life}
        onChange={(value) => setLife(value ?? "90")}
        data={LIVES.map((each) => ({ value: each, label: each === "never" ? t("keys.never") : t("keys.days", { count: Number(each) }) }))}
      />
      {token ? (
        <Alert color="teal" variant="light" title={t("keys.made")}>
          <CopyField label={t("keys.token")} value={token} />
        </Alert>
      ) : (
        <Outcome action={action} />
      )}
      <Group>
        <Button type="submit" loading={action.busy} disabled={scopes.length === 0}>
          {t("keys.action")}
        </Button>
      </Group>
    </Section>
  );
}

function Keys() {
  const { t } = useTranslation("settings");
  const pages = useAskPages(MyApiKeysDocument, { first: 20 }, (result) => result.apiKeys);
  return (
    <Section title={t("keys.title")}>
      <Asked query={pages}>
        {() =>
          pages.nodes.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("keys.none")}
            </Text>
          ) : (
            <Table.ScrollContainer minWidth={520}>
              <Table aria-label={t("keys.title")} className="stacking">
                <Table.Tbody>
                  {pages.nodes.map((key) => (
                    <Row key={key.id} apiKey={key} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Asked>
      <MoreButton pages={pages} />
    </Section>
  );
}

function Row({ apiKey }: { apiKey: MyApiKeysQuery["apiKeys"]["edges"][number]["node"] }) {
  const { t } = useTranslation("settings");
  const action = useAction(EndApiKeyDocument, (result) => result.revokeApiKey);
  const over = apiKey.revokedAt !== null || (apiKey.expiresAt !== null && Date.parse(apiKey.expiresAt!) <= Date.now());
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm">{apiKey.name}</Text>
        <Text size="xs" c="dimmed" ff="monospace">
          {apiKey.prefix}…
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {apiKey.scopes.map((scope) => (
            <Badge key={scope} size="sm" variant="light" tt="none">
              {t(`keys.${scope}`)}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{apiKey.lastUsedAt ? t("keys.used", { when: relative(apiKey.lastUsedAt) }) : t("keys.unused")}</Text>
        <Text size="xs" c="dimmed">
          {apiKey.expiresAt ? t("keys.until", { when: date(apiKey.expiresAt) }) : t("keys.never")}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        {over ? (
          <Badge color="gray">{t("keys.over")}</Badge>
        ) : (
          <ConfirmButton
            size="xs"
            variant="default"
            question={t("keys.question", { name: apiKey.name })}
            action={t("keys.end")}
            onConfirm={() => action.run({ apiKeyId: apiKey.id })}
          >
            {t("keys.end")}
          </ConfirmButton>
        )}
        <Outcome action={{ ...action, done: false }} />
      </Table.Td>
    </Table.Tr>
  );
}
