import type { SalesMinute, SalesReport } from '../../../../../shared/contract/sales.ts';
import type { FilmPerson } from '../../../../stores/machine-store.ts';
import { momentAt } from '../../../../stores/replay/address.ts';

/** From when to when a stream has a film: while it was live, so far. */
export function spanOf(report: Pick<SalesReport, 'liveStartMs' | 'liveEndMs' | 'asOfMs'>) {
  if (report.liveStartMs === null) return null;
  const endMs = report.liveEndMs ?? report.asOfMs;
  return { startMs: report.liveStartMs, endMs: Math.max(endMs, report.liveStartMs + 1) };
}

/**
 * The address of a moment of a film: `?at=` is in ms of the stream, as in a replay's.
 * @param itemNumber whose events alone are listed; null: all
 * @param person the same of one person
 */
export function filmPath(
  slug: string,
  report: Pick<SalesReport, 'liveStartMs'>,
  atMs: number,
  itemNumber: number | null = null,
  person: FilmPerson | null = null,
): string {
  const at = Math.max(0, Math.round(atMs - (report.liveStartMs ?? atMs)));
  const said = new URLSearchParams({ at: `${at}` });
  if (itemNumber !== null) said.set('item', `${itemNumber}`);
  if (person !== null && 'buyerId' in person) said.set('buyer', person.buyerId);
  if (person !== null && 'staffId' in person) said.set('staff', person.staffId);
  return `/insights/${slug}/moment?${said}`;
}

/** The item that an address narrows the events to; null: it names none that there is. */
export function filmItem(search: string, items: SalesReport['items']): number | null {
  const named = new URLSearchParams(search).get('item');
  return items.find(({ itemNumber }) => String(itemNumber) === named)?.itemNumber ?? null;
}

/** The person that an address names; null: none. */
export function filmPerson(search: string): FilmPerson | null {
  const said = new URLSearchParams(search);
  const [buyerId, staffId] = [said.get('buyer') ?? '', said.get('staff') ?? ''];
  if (isId(buyerId)) return { buyerId };
  return isId(staffId) ? { staffId } : null;
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The moment that an address names, epoch ms; null: it names none. */
export function filmMoment(search: string, { startMs, endMs }: { startMs: number; endMs: number }) {
  return momentAt(search, { startedAtMs: startMs, endedAtMs: endMs, pins: [] });
}

/** The minute with the most orders, of several the one with the most adds, then viewers; null: there is none. */
export function busiest(minutes: readonly SalesMinute[]): number | null {
  const first = minutes[0];
  if (!first) return null;
  const more = (a: SalesMinute, b: SalesMinute) =>
    a.orders - b.orders || (a.adds ?? 0) - (b.adds ?? 0) || a.viewers - b.viewers;
  return minutes.reduce((most, each) => (more(each, most) > 0 ? each : most), first).atMs;
}
