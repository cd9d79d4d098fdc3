import { Paper, Stack, Text, Title } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

interface Props {
  title: string;
  text?: ReactNode;
  /** Makes a form of it. */
  onSubmit?: () => unknown;
  children: ReactNode;
}

/** A part of the settings, with a heading. */
export function Section({ title, text, onSubmit, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit?.();
  };
  const content = (
    <Stack gap="sm" align="stretch">
      <div>
        <Title order={2} size="h4">
          {title}
        </Title>
        {text && (
          <Text size="sm" c="dimmed" component="div" className="long">
            {text}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
  return (
    <Paper withBorder p="lg" mb="lg">
      {onSubmit ? <form onSubmit={submit}>{content}</form> : content}
    </Paper>
  );
}
