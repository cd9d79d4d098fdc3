import { Button, Group, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  /** The code that the total is with, or is refused for. */
  applied: string | null;
  /** Why it cannot be used, in the server's words. */
  refusal: string | null;
  onApply: (code: string | null) => void;
}

/** A promo code, tried by a press: whoever guesses codes has to wait, so it is not tried at every key. */
export function PromoCode({ applied, refusal, onApply }: Props) {
  const { t } = useTranslation("shop");
  const [typed, setTyped] = useState(applied ?? "");
  const code = typed.trim();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onApply(code || null);
  };
  const remove = () => {
    setTyped("");
    onApply(null);
  };
  return (
    <form onSubmit={apply}>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          label={t("promo.label")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={applied && code === applied ? refusal : null}
          autoComplete="off"
          maxLength={32}
          flex={1}
        />
        {applied && code === applied ? (
          <Button variant="default" mt={25} onClick={remove}>
            {t("promo.remove")}
          </Button>
        ) : (
          <Button variant="default" mt={25} type="submit" disabled={!code && !applied}>
            {t("promo.apply")}
          </Button>
        )}
      </Group>
    </form>
  );
}
