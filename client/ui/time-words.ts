/** Time left as a market clock shows it: `02:41`, or `1:02:41` from an hour on. Rounded up: 00:00 means over. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3_600);
  const end = `${two(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${end}` : end;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
let zone: string | undefined;

/** Lets the page's times go by a zone that this browser knows: the shop's, or, with null, the reader's own. */
export function goByZone(timeZone: string | null | false | undefined): void {
  if (zone !== timeZone) formatters.clear();
  zone = timeZone || undefined;
}

/** By which the page's times go; undefined: the reader's own. */
export const pageZone = () => zone;

function formatter(language: string, name: string, options: Intl.DateTimeFormatOptions) {
  const id = `${language} ${name}`;
  let found = formatters.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    formatters.set(id, found);
  }
  return found;
}

/** `20:03` by the page's zone. */
export function clockTime(ms: number, language: string): string {
  return formatter(language, 'minute', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);
}

/** `20:03:12` by the page's zone. */
export function clockSecond(ms: number, language: string): string {
  return formatter(language, 'second', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** `Sat 3 May, 20:03`: a day and a time, for what is not today. */
export function dayAndTime(ms: number, language: string): string {
  return formatter(language, 'day', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** `3 May` by the page's zone. */
export function dayOnly(ms: number, language: string): string {
  return formatter(language, 'date', { month: 'short', day: 'numeric' }).format(ms);
}
