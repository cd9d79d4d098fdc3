/** Midnight, on this device, of the day `2026-03-01`, plus so many days: as the API takes it. Null where it is no day. */
export function startOfDay(day: string, plusDays = 0): string | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + plusDays).toISOString();
}

/** The day on this device, as a date field writes it: `2026-03-01`. */
export function dayOf(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
