import { useMemo, useSyncExternalStore } from 'react';
import type { ListedInsight } from '../../../../shared/contract/insights-list.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { onAddress, replaceAddress } from '../../../ui/navigation.ts';

export const listColumns = ['liveStartMs', 'gmvPaidMinor', 'paidOrders', 'viewers', 'cvr'] as const;
export type ListColumn = (typeof listColumns)[number];
export interface ListOrder {
  by: ListColumn;
  isDescending: boolean;
}

export const streamStates = ['all', 'on', 'open', 'closed'] as const;
/** `on` is live or in a break, `open` is over and still gets payments. */
export type StreamState = (typeof streamStates)[number];

/** Which streams of the list are shown, and in which order. */
export interface ListFilter {
  text: string;
  /** A host's name as this reader knows it; '': all. */
  host: string;
  state: StreamState;
  order: ListOrder;
}

/** Letters that are looked for. */
export const MAX_TEXT = 60;

/** What an address says; what it does not know is left out. */
export function listFilterOf(search: string): ListFilter {
  const said = new URLSearchParams(search);
  const state = streamStates.find((each) => each === said.get('state')) ?? 'all';
  const sort = said.get('sort') ?? '';
  const by = listColumns.find((each) => each === sort.replace(/^-/, '')) ?? 'liveStartMs';
  return {
    text: (said.get('q') ?? '').slice(0, MAX_TEXT),
    host: (said.get('host') ?? '').slice(0, MAX_TEXT),
    state,
    // A minus is the smallest first.
    order: { by, isDescending: !sort.startsWith('-') },
  };
}

/** The address of a list: what is as usual stands not in it. */
export function listAddress({ text, host, state, order }: ListFilter): string {
  const said = new URLSearchParams();
  if (text !== '') said.set('q', text);
  if (host !== '') said.set('host', host);
  if (state !== 'all') said.set('state', state);
  if (order.by !== 'liveStartMs' || !order.isDescending)
    said.set('sort', `${order.isDescending ? '' : '-'}${order.by}`);
  const search = said.toString();
  return search === '' ? '/insights' : `/insights?${search}`;
}

export function useListFilter(): { filter: ListFilter; choose(filter: ListFilter): void } {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const filter = useMemo(() => listFilterOf(search), [search]);
  return { filter, choose: (chosen) => replaceAddress(listAddress(chosen)) };
}

export function hostsOf(streams: readonly ListedInsight[], language: string): string[] {
  return [...new Set(streams.map((stream) => titledIn(language, stream).hostName))].sort((a, b) =>
    a.localeCompare(b, language),
  );
}

/** Those that a filter lets through, in its order; what has no number stands last either way. */
export function chosenIn(
  streams: readonly ListedInsight[],
  { text, host, state, order }: ListFilter,
  language: string,
): ListedInsight[] {
  const wanted = text.trim().toLowerCase();
  const found = streams.filter((stream) => {
    const { title, titleEn, hostName, hostNameEn } = stream;
    const names = [title, titleEn, hostName, hostNameEn].join(' ').toLowerCase();
    return (
      (wanted === '' || names.includes(wanted)) &&
      (host === '' || titledIn(language, stream).hostName === host) &&
      (state === 'all' || stateOf(stream) === state)
    );
  });
  const value = (stream: ListedInsight) =>
    order.by === 'liveStartMs' ? stream.liveStartMs : (stream.numbers?.[order.by] ?? null);
  return found.sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return order.isDescending ? right - left : left - right;
  });
}

function stateOf({ status, endedAtMs }: ListedInsight): StreamState {
  if (status === 'CLOSED' || status === 'CANCELLED') return 'closed';
  return endedAtMs === null ? 'on' : 'open';
}
