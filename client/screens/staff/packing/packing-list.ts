import { useMemo, useSyncExternalStore } from 'react';
import type { PackGroup, PackingParcel } from '../../../../shared/contract/packing.ts';
import { namedIn, originIn } from '../../../../shared/values/names.ts';
import { onAddress, replaceAddress } from '../../../ui/navigation.ts';
import { type ListAsked, listAsked, sortedBy } from '../list-address.ts';

/** What the list of parcels can be sorted by, as its columns stand. */
export const packingColumns = ['order', 'goods', 'to', 'due', 'origin', 'state'] as const;
export type PackingColumn = (typeof packingColumns)[number];

/** A parcel of the list: one to pack, or one that was. */
export type Packed = PackGroup | PackingParcel;

/** Which parcels are shown, and how they stand; what is '' is not asked for. */
export interface PackingAsked extends Pick<ListAsked<PackingColumn>, 'by' | 'isDescending'> {
  origin: string;
  /** A name as it is read. */
  goods: string;
  state: string;
  isLate: boolean;
}

const MAX_ASKED = 80;

/** What an address says of the list. */
export function packingAsked(search: string): PackingAsked {
  const said = new URLSearchParams(search);
  const one = (name: string) => (said.get(name) ?? '').slice(0, MAX_ASKED);
  const { by, isDescending } = listAsked(search, packingColumns, []);
  return {
    ...{ by, isDescending },
    ...{ origin: one('origin'), goods: one('product'), state: one('state'), isLate: said.has('late') },
  };
}

/** The search part of the address of the list; what is as usual stands not in it. */
export function packingSearch({ by, isDescending, origin, goods, state, isLate }: PackingAsked): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries({ origin, product: goods, state })) {
    if (value !== '') said.set(name, value);
  }
  if (isLate) said.set('late', '1');
  if (by !== null) said.set('sort', `${isDescending ? '-' : ''}${by}`);
  return said.size === 0 ? '' : `?${said}`;
}

/** What the address in the bar asks of the list, and the way to ask it something else. */
export function usePackingAsked(): { asked: PackingAsked; ask(asked: PackingAsked): void } {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const asked = useMemo(() => packingAsked(search), [search]);
  return { asked, ask: (next) => replaceAddress(location.pathname + packingSearch(next)) };
}

/** Where a parcel stands: as it travels, or whether it may be packed yet. */
export type PackedState = PackingParcel['status'] | 'READY' | 'WAITING';

export function stateOf(row: Packed, nowMs: number): PackedState {
  if ('status' in row) return row.status;
  return row.readyAtMs !== null && nowMs >= row.readyAtMs ? 'READY' : 'WAITING';
}

/** The products of a parcel as they are read, each once. */
export function goodsOf({ lines }: Packed, language: string): string[] {
  return [...new Set(lines.map((line) => namedIn(language, line).name))];
}

/** The orders of a parcel, each once. */
export function ordersOf({ lines }: Packed): string[] {
  return [...new Set(lines.map(({ reference }) => reference))];
}

/** The parcels that are asked for, in their order; left alone, as the desk has them: the earliest first. */
export function packingShown<Row extends Packed>(
  rows: readonly Row[],
  { by, isDescending, origin, goods, state, isLate }: PackingAsked,
  language: string,
  nowMs: number,
): readonly Row[] {
  const found = rows.filter(
    (row) =>
      (origin === '' || row.origin === origin) &&
      (goods === '' || goodsOf(row, language).includes(goods)) &&
      (state === '' || stateOf(row, nowMs) === state) &&
      (!isLate || row.isLate === true),
  );
  if (by === null) return found;
  return sortedBy(found, isDescending, language, (row) => {
    if (by === 'order') return row.lines[0]?.reference ?? null;
    if (by === 'goods') return goodsOf(row, language)[0] ?? null;
    if (by === 'to') return row.contact?.name ?? null;
    if (by === 'due') return row.shipBy ?? null;
    if (by === 'origin') return originIn(language, row);
    return BY_STATE.indexOf(stateOf(row, nowMs));
  });
}

/** As a parcel goes on. */
export const BY_STATE: readonly PackedState[] = [
  ...(['READY', 'WAITING', 'PACKED', 'SHIPPED', 'DELIVERED', 'LOST', 'RETURNED'] as const),
];
