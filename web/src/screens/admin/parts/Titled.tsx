import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  name: string;
  /** What it is called by programs, beneath. */
  id: ReactNode;
  /** Marks beside the name. */
  children?: ReactNode;
}

/** Which one a row of a table is of. */
export function Titled({ name, id, children }: Props) {
  return (
    <>
      <Group gap={6} miw={120}>
        <Text size="sm" fw={600} className="long">
          {name}
        </Text>
        {children}
      </Group>
      <Text size="xs" c="dimmed" ff="monospace" className="long">
        {id}
      </Text>
    </>
  );
}
