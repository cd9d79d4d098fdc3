import type { ReactNode } from "react";
import { Failure } from "./Failure";
import { Loading } from "./Loading";

interface Props<Data> {
  /** Of `useAsk`. */
  query: { data: Data | undefined; error: unknown; refetch: () => unknown };
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What a query answered; until then grey lines, or why there is no answer. An old answer stays while a new one fails. */
export function Asked<Data>({ query, lines, children }: Props<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading lines={lines} />;
}
