import type { StaffPage } from '../../../../shared/market/account/contract.ts';

/** Where each page of the rail is. */
export const pageAddresses: Record<StaffPage, string> = {
  home: '/office',
  live: '/console',
  orders: '/office/orders',
  buyers: '/office/buyers',
  products: '/admin/goods',
  packing: '/packing',
  settlement: '/admin/settlement',
  insights: '/insights',
  settings: '/admin',
};

/** What else belongs to a page: its own parts stand below its address. */
const also: Partial<Record<StaffPage, readonly string[]>> = {
  // To whoever has settings it is a part of these, as their door to it says.
  settings: ['/office/activity'],
  live: ['/office/activity'],
  settlement: ['/statement'],
};

/**
 * The page of the rail that an address belongs to: of several the one that says it longest; null: to none.
 * @param pages that this person may open
 */
export function pageAt(
  path: string,
  pages: readonly StaffPage[] = Object.keys(pageAddresses) as StaffPage[],
): StaffPage | null {
  let [found, length] = [null as StaffPage | null, 0];
  // What may belong to two belongs to the later one.
  for (const page of (Object.keys(pageAddresses) as StaffPage[]).filter((each) => pages.includes(each)))
    for (const address of [pageAddresses[page], ...(also[page] ?? [])])
      if (address.length >= length && (path === address || path.startsWith(`${address}/`)))
        [found, length] = [page, address.length];
  return found;
}

/** What a thumb reaches first; the rest of a longer rail is behind the last tab. */
const FIRST_TABS: readonly StaffPage[] = ['home', 'live', 'orders', 'packing'];
const MOST_TABS = 5;

/** The tabs of a phone: all of a short rail, or its first ones and the rest behind one more. */
export function tabsOf(pages: readonly StaffPage[]): { tabs: StaffPage[]; rest: StaffPage[] } {
  if (pages.length <= MOST_TABS) return { tabs: [...pages], rest: [] };
  const byUse = [...FIRST_TABS.filter((page) => pages.includes(page)), ...pages];
  const tabs = [...new Set(byUse)].slice(0, MOST_TABS - 1);
  return {
    tabs: pages.filter((page) => tabs.includes(page)),
    rest: pages.filter((page) => !tabs.includes(page)),
  };
}
