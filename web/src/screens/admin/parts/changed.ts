/** What an edit changes of an input, which is all that it sends: what others have changed meanwhile stays. Null where that is nothing. */
export function changed<Input extends object>(before: Input | null, after: Input | null): Partial<Input> | null {
  if (!before || !after) return null;
  const text = (value: unknown) => JSON.stringify(value);
  const entries = Object.entries(after).filter(([name, value]) => text(value) !== text(before[name as keyof Input]));
  return entries.length > 0 ? (Object.fromEntries(entries) as Partial<Input>) : null;
}
