import { Container, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, Suspense, useEffect, useRef } from "react";
import { useArrival } from "@/app/arrival";
import { useSession } from "@/app/session";
import { Loading } from "./Loading";

interface Props {
  title: string;
  description?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  children?: ReactNode;
}

/** A screen's heading and what is below it; its title is the tab's, too. It stays while a part below waits for its words. */
export function Page({ title, description, actions, size = "lg", children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTabTitle(title);
  useArrival(heading);
  return (
    <Container size={size} px={0}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="sm">
          <div style={{ overflowWrap: "anywhere" }}>
            <Title order={1} size="h2" ref={heading} tabIndex={-1}>
              {title}
            </Title>
            {description && <Text c="dimmed">{description}</Text>}
          </div>
          {actions}
        </Group>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </Stack>
    </Container>
  );
}

/** What the browser's tab says. */
export function useTabTitle(title: string): void {
  const { productName } = useSession().settings;
  useEffect(() => {
    document.title = `${title} - ${productName}`;
  }, [title, productName]);
}
