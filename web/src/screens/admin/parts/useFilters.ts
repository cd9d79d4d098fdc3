import { useSearchParams } from "wouter";

interface Filters {
  /** The filter's text; "" where it is not set. */
  get: (name: string) => string;
  /** One of `values`; null where it is none of them. */
  oneOf: <Value extends string>(name: string, values: readonly Value[]) => Value | null;
  /** Sets filters, or takes them away where the text is empty. */
  set: (changes: Record<string, string | null>) => void;
}

/** The filters of a list stand in the address: a list can be kept as a bookmark, and sent to somebody. */
export function useFilters(): Filters {
  const [params, setParams] = useSearchParams();
  const get = (name: string) => params.get(name) ?? "";
  return {
    get,
    oneOf: (name, values) => values.find((value) => value === get(name)) ?? null,
    set: (changes) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace: true },
      ),
  };
}
