import { Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useSession } from "@/app/session";

/** A small page with one form. */
export function Card({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const { settings } = useSession();
  useEffect(() => {
    document.title = `${title} - ${settings.productName}`;
  }, [title, settings.productName]);
  return (
    <Paper withBorder p="xl" maw={440} mx="auto" mt={{ base: 0, sm: "xl" }}>
      <Stack gap="md">
        <div>
          <Title order={1} size="h3">
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
