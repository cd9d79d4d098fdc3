import { Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { useArrival } from "@/app/arrival";
import { useTabTitle } from "@/ui/Page";

/** A small page with one form. */
export function Card({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTabTitle(title);
  useArrival(heading);
  return (
    <Paper withBorder p="xl" maw={440} mx="auto" mt={{ base: 0, sm: "xl" }}>
      <Stack gap="md">
        <div>
          <Title order={1} size="h3" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {text && (
            <Text c="dimmed" size="sm" mt={4}>
              {text}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
