import { Stack } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { Failure } from "@/ui/Failure";
import { Loading } from "@/ui/Loading";
import { MoreButton } from "@/ui/MoreButton";
import { Rows } from "./Rows";

interface Pages<Row> {
  nodes: Row[];
  data: unknown;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  more: () => unknown;
  refetch: () => unknown;
}

/** The pages of a list that were asked for so far, and the button for the next; or why there are none. */
export function Listed<Row>({ pages, children }: { pages: Pages<Row>; children: ReactNode }) {
  return (
    <Stack gap="sm">
      {pages.error !== null && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data ? children : pages.error === null && <Loading lines={6} />}
      <MoreButton pages={pages} />
    </Stack>
  );
}

type ListProps<Row> = Omit<ComponentProps<typeof Rows<Row>>, "rows"> & { pages: Pages<Row> };

/** The same as one table. */
export function List<Row>({ pages, ...table }: ListProps<Row>) {
  return (
    <Listed pages={pages}>
      <Rows {...table} rows={pages.nodes} />
    </Listed>
  );
}
