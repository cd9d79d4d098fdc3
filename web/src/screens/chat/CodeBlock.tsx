import { Group, Text } from "@mantine/core";
import { isValidElement, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyText } from "./Action";
import classes from "./chat.module.css";

/** Longer code is shown in one colour. */
const COLOURED_CHARACTERS = 20_000;
/** Code that grows is coloured when it rests. */
const REST_MS = 300;

/** Code, with its language and a button that copies it. `children` is the `code` element that Markdown made. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const { t } = useTranslation("chat");
  const { code, language } = partsOf(children);
  const coloured = useColours(code, language);
  return (
    <figure className={classes.code}>
      <Group justify="space-between" className={classes.codeHead} px="sm" wrap="nowrap">
        <Text component="span" size="xs" c="dimmed">
          {language ?? t("code")}
        </Text>
        <CopyText text={code} label={t("copyCode")} />
      </Group>
      <pre tabIndex={0}>
        <code>{coloured ?? code}</code>
      </pre>
    </figure>
  );
}

function useColours(code: string, language: string | null): ReactNode {
  const [coloured, setColoured] = useState<{ code: string; node: ReactNode } | null>(null);
  useEffect(() => {
    if (language === null || code.length > COLOURED_CHARACTERS) return;
    let isLate = false;
    const rest = setTimeout(async () => {
      const { colour } = await import("./colour");
      if (!isLate) setColoured({ code, node: colour(code, language) });
    }, REST_MS);
    return () => {
      isLate = true;
      clearTimeout(rest);
    };
  }, [code, language]);
  return coloured?.code === code ? coloured.node : null;
}

function partsOf(children: ReactNode): { code: string; language: string | null } {
  if (!isValidElement<{ className?: string; children?: ReactNode }>(children)) return { code: "", language: null };
  const language = /language-([\w+#-]+)/.exec(children.props.className ?? "")?.[1] ?? null;
  return { code: String(children.props.children ?? "").replace(/\n$/, ""), language };
}
