import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  type UseQueryOptions,
} from "@tanstack/react-query";
import { RequestError } from "tokentill-client";
import { client, SESSION_ENDED } from "./api";

/** A document of `src/gql/`: its text, which also is the key of its answers in the cache, and its types. */
export type Operation<Result, Variables> = String & { __apiType?: (variables: Variables) => Result };

const MOST_TRIES = 3;
/** Whoever would have to wait longer is told so. */
const LONGEST_WAIT_S = 3;

/** Codes for whoever is not signed in, or is no longer. */
const SIGNED_OUT = ["UNAUTHENTICATED", "TOKEN_EXPIRED", "SESSION_EXPIRED"];

export const queries = new QueryClient({
  // The client tells once that a session has ended, and does not hear of one that another tab opened since.
  queryCache: new QueryCache({ onError: (error) => isSignedOut(error) && dispatchEvent(new Event(SESSION_ENDED)) }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (tries, error) => tries < MOST_TRIES && error instanceof RequestError && error.retryable && waitOf(error) <= LONGEST_WAIT_S,
      retryDelay: (tries, error) => Math.max(waitOf(error) * 1000, 500 * 2 ** tries),
      networkMode: "always", // what cannot be sent is to fail, and be told, and not to wait unseen
    },
    mutations: { networkMode: "always", gcTime: 0 }, // what was sent is kept no longer than its form asks
  },
});

type Options<Result> = Pick<UseQueryOptions<Result, RequestError>, "enabled" | "refetchInterval" | "staleTime" | "gcTime" | "meta">;

/** For `meta`: a change of the balance changes nothing about it, so it is not asked for again. Guests may ask little. */
export const INDEPENDENT = { independent: true };

export function isSignedOut(error: unknown): boolean {
  return error instanceof RequestError && SIGNED_OUT.includes(error.code);
}

/** How many seconds the server asks callers to wait, who asked too often. */
function waitOf(error: unknown): number {
  return error instanceof RequestError ? (error.retryAfterSeconds ?? 0) : 0;
}

/** What a query answers, kept until it is changed. The answer before stays while other variables are asked for. */
export function useAsk<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  options: Options<Result> = {},
) {
  return useQuery<Result, RequestError>({
    queryKey: keyOf(operation, variables),
    queryFn: ({ signal }) => client.execute(operation as never, variables as never, { signal }) as Promise<Result>,
    placeholderData: keepPreviousData,
    ...options,
  });
}

interface Connection<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** The pages of a connection that were asked for so far, as one list; `more()` asks for the next one. */
export function useAskPages<Result, Variables extends { after?: string | null }, Node>(
  operation: Operation<Result, Variables>,
  variables: Omit<Variables, "after">,
  connection: (result: Result) => Connection<Node>,
  options: { enabled?: boolean; meta?: typeof INDEPENDENT } = {},
) {
  const query = useInfiniteQuery({
    queryKey: keyOf(operation, variables),
    queryFn: ({ pageParam, signal }) =>
      client.execute(operation as never, { ...variables, after: pageParam } as never, { signal }) as Promise<Result>,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => {
      const { hasNextPage, endCursor } = connection(last).pageInfo;
      return hasNextPage ? (endCursor ?? null) : null;
    },
    placeholderData: keepPreviousData,
    ...options,
  });
  const pages = query.data?.pages ?? [];
  return {
    ...query,
    error: query.error as RequestError | null,
    nodes: pages.flatMap((page) => connection(page).edges.map((edge) => edge.node)),
    first: pages[0],
    more: () => query.fetchNextPage(),
  };
}

/**
 * A mutation. What it may have changed is asked for again: all that is on the screen, so that nothing is forgotten.
 * One that `leads` to another screen does not wait for this one, which would only show for a moment what has changed.
 */
export function useChange<Result, Variables>(operation: Operation<Result, Variables>, { leads = false } = {}) {
  return useMutation<Result, RequestError, Variables>({
    mutationFn: (variables) => client.execute(operation as never, variables as never) as Promise<Result>,
    onSettled: () => queries.invalidateQueries({ refetchType: leads ? "none" : "active" }),
  });
}

/** The key of an answer in the cache. */
export function keyOf<Result, Variables>(operation: Operation<Result, Variables>, variables?: unknown) {
  return variables === undefined ? [String(operation)] : [String(operation), variables];
}
