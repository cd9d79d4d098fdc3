import { Anchor, Badge, Combobox, Group, InputBase, ScrollArea, Text, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { INDEPENDENT, useAsk } from "@/app/queries";
import { readFragment } from "@/gql/chat/fragment-masking";
import { ChatAllowanceDocument, ChatModelsDocument, type ModelPartsFragment, ModelPartsFragmentDoc } from "@/gql/chat/graphql";
import { perThousand } from "./prices";

const SHOWN = 50;
const PAUSE_MS = 250;
const FRESH_MS = 300_000;

interface Props {
  /** Null: the server's choice. */
  value: string | null;
  onChange: (id: string) => void;
  conversationId: string | null;
}

/** Which model is to answer, with what each costs; those of larger plans can be seen, and not chosen. */
export function ModelPicker({ value, onChange, conversationId }: Props) {
  const { t } = useTranslation("chat");
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search.trim(), PAUSE_MS);
  const { data } = useAsk(ChatModelsDocument, { first: SHOWN, search: asked || null }, { staleTime: FRESH_MS, meta: INDEPENDENT });
  const models = (data?.models.edges ?? []).map(({ node }) => readFragment(ModelPartsFragmentDoc, node));
  const somePremium = models.some(({ premium }) => premium);
  const allowance = useAsk(ChatAllowanceDocument, {}, { enabled: somePremium, staleTime: FRESH_MS, meta: INDEPENDENT });
  const hasPremium = allowance.data?.allowance.premiumModels ?? false;
  const box = useCombobox({
    onDropdownClose: () => {
      box.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => box.focusSearchInput(),
  });
  const shown = models.find(({ id, default: isDefault }) => (value === null ? isDefault : id === value));
  const choose = (id: string) => {
    onChange(id);
    box.closeDropdown();
    box.focusTarget();
  };
  return (
    <Combobox store={box} onOptionSubmit={choose} width="min(26rem, calc(100vw - 2rem))" position="top-start" withinPortal={false}>
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          size="xs"
          pointer
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={() => box.toggleDropdown()}
          aria-label={t("chooseModel", { model: shown?.name ?? value ?? t("defaultModel") })}
          maw="14rem"
          miw={0}
        >
          <Text size="xs" truncate>
            {shown?.name ?? value ?? t("defaultModel")}
          </Text>
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          aria-label={t("searchModels")}
          placeholder={t("searchModels")}
        />
        <Combobox.Options aria-label={t("models")}>
          <ScrollArea.Autosize mah="18rem" type="auto">
            {models.map((model) => (
              <Combobox.Option key={model.id} value={model.id} active={model === shown} disabled={model.premium && !hasPremium}>
                <ModelRow model={model} isOpen={!model.premium || hasPremium} />
              </Combobox.Option>
            ))}
            {models.length === 0 && <Combobox.Empty>{t("noModels")}</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
        <Combobox.Footer>
          <Text size="xs" c="dimmed">
            {t("prices")} {data?.models.pageInfo.hasNextPage && t("moreModels")}
          </Text>
          {somePremium && !hasPremium && (
            <Anchor
              component={Link}
              href={`/shop?then=${encodeURIComponent(conversationId ? `/chat/${conversationId}` : "/chat")}`}
              size="xs"
            >
              {t("plans")}
            </Anchor>
          )}
        </Combobox.Footer>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ModelRow({ model: { id, name, premium, pricing, capabilities }, isOpen }: { model: ModelPartsFragment; isOpen: boolean }) {
  const { t } = useTranslation("chat");
  const isFree = pricing.input === "0" && pricing.output === "0";
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {isOpen ? id : t("otherPlan")}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        {capabilities.includes("IMAGES") && <IconPhoto size={14} role="img" aria-label={t("takesImages")} />}
        {premium && (
          <Badge size="xs" variant="light">
            {t("premium")}
          </Badge>
        )}
        <Text size="xs" className="numbers" ta="right" style={{ whiteSpace: "nowrap" }}>
          {isFree ? t("free") : t("price", { input: perThousand(pricing.input), output: perThousand(pricing.output) })}
        </Text>
      </Group>
    </Group>
  );
}
