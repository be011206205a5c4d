import { useSyncExternalStore } from 'react';
import { goTo, onAddress } from '../../../ui/navigation.ts';

export const reviewTabs = [
  'overview',
  'items',
  'flashes',
  'audience',
  'channels',
  'money',
  'compare',
  'export',
] as const;
export type ReviewTab = (typeof reviewTabs)[number];

/** The tab that an address opens: the first, where it names none. */
export function tabOf(search: string): ReviewTab {
  const named = new URLSearchParams(search).get('tab');
  return reviewTabs.find((tab) => tab === named) ?? 'overview';
}

/** The address of a tab: the first is the review's own, and what else an address says stays. */
export function tabAddress(path: string, search: string, tab: ReviewTab): string {
  const said = new URLSearchParams(search);
  said.delete('tab');
  if (tab !== 'overview') said.set('tab', tab);
  const rest = said.toString();
  return rest === '' ? path : `${path}?${rest}`;
}

/** The tab in the bar's address; each that is opened is a step back. */
export function useReviewTab(): { tab: ReviewTab; open(tab: ReviewTab): void } {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const tab = tabOf(search);
  return {
    tab,
    open(next) {
      if (next !== tab) goTo(tabAddress(location.pathname, location.search, next));
    },
  };
}
