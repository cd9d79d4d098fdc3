import { useSearchParams } from "wouter";
import { startOfDay } from "./days";

export interface Filters {
  /** The filter's text; "" where it is not set. */
  get: (name: string) => string;
  /** The same as the API takes it: null where it is not set. */
  text: (name: string) => string | null;
  /** One of `values`; null where it is none of them. */
  oneOf: <Value extends string>(name: string, values: readonly Value[]) => Value | null;
  /** From the beginning of the day `from` to the end of the day `to`. */
  days: () => { from: string | null; to: string | null };
  /** Sets filters, or takes them away where the text is empty. */
  set: (changes: Record<string, string | null>) => void;
}

/** The filters of a list stand in the address: a list can be kept as a bookmark, and sent to somebody. */
export function useFilters(): Filters {
  const [params, setParams] = useSearchParams();
  const get = (name: string) => params.get(name) ?? "";
  return {
    get,
    text: (name) => get(name) || null,
    oneOf: (name, values) => values.find((value) => value === get(name)) ?? null,
    days: () => ({ from: startOfDay(get("from")), to: startOfDay(get("to"), 1) }),
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

/** All values of an enum, in this order; one that is left out does not compile. */
export function everyOf<Value extends string>(values: Record<Value, true>): readonly Value[] {
  return Object.keys(values) as Value[];
}
