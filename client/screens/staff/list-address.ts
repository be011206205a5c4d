import { useMemo, useSyncExternalStore } from 'react';
import { onAddress, replaceAddress } from '../../ui/navigation.ts';

/** Letters that are looked for. */
export const MAX_TEXT = 60;

/** Which rows of a list are shown, and how they stand. */
export interface ListAsked<Column extends string> {
  text: string;
  /** One of the choices that the list offers; '': all. */
  choice: string;
  /** null: as the server gave them. */
  by: Column | null;
  isDescending: boolean;
}

/** What an address says of a list; what it does not know is left out. */
export function listAsked<Column extends string>(
  search: string,
  columns: readonly Column[],
  choices: readonly string[],
): ListAsked<Column> {
  const said = new URLSearchParams(search);
  const sort = said.get('sort') ?? '';
  return {
    text: (said.get('q') ?? '').slice(0, MAX_TEXT),
    choice: choices.find((each) => each === said.get('only')) ?? '',
    by: columns.find((each) => each === sort.replace(/^-/, '')) ?? null,
    // A minus is the largest first.
    isDescending: sort.startsWith('-'),
  };
}

/** The search part of the address of a list: what is as usual stands not in it. */
export function listSearch<Column extends string>({
  text,
  choice,
  by,
  isDescending,
}: ListAsked<Column>): string {
  const said = new URLSearchParams();
  if (text !== '') said.set('q', text);
  if (choice !== '') said.set('only', choice);
  if (by !== null) said.set('sort', `${isDescending ? '-' : ''}${by}`);
  return said.size === 0 ? '' : `?${said}`;
}

/** What the address in the bar asks of a list, and the way to ask it something else. */
export function useListAsked<Column extends string>(
  columns: readonly Column[],
  choices: readonly string[],
): { asked: ListAsked<Column>; ask(asked: ListAsked<Column>): void } {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const asked = useMemo(() => listAsked(search, columns, choices), [search, columns, choices]);
  return { asked, ask: (next) => replaceAddress(location.pathname + listSearch(next)) };
}

/** Rows by a value of each, equal ones as they were; a row without one stands last either way. */
export function sortedBy<Row>(
  rows: readonly Row[],
  isDescending: boolean,
  language: string,
  value: (row: Row) => string | number | null,
): Row[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const rising =
      typeof a === 'string' ? a.localeCompare(String(b), language, { numeric: true }) : a - Number(b);
    return isDescending ? -rising : rising;
  });
}
