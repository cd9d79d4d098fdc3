import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Names and values below each other. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl style={{ margin: 0 }}>
      {facts.map(([name, value]) => (
        <Group key={name} justify="space-between" gap="md" py={3} wrap="nowrap" align="flex-start">
          <Text component="dt" size="sm" c="dimmed" flex="none" maw="50%">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} ta="right" className="numbers" style={{ overflowWrap: "anywhere" }}>
            {value}
          </Text>
        </Group>
      ))}
    </dl>
  );
}
