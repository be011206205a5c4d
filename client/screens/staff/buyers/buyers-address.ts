import { type BuyersSort, buyerSorts } from '../../../../shared/contract/office-lists.ts';

export const BUYERS = '/office/buyers';

/** Enough of an id to tell two buyers on one page apart; the beginning says only when it was made. */
const END_LETTERS = 6;

/** What a buyer is called where nobody may know who it is. */
export const endOf = (buyerId: string) => buyerId.slice(-END_LETTERS);

export const buyerAddress = (buyerId: string) => `${BUYERS}/${buyerId}`;

export const sortedAddress = (sort: BuyersSort) => (sort === 'spent' ? BUYERS : `${BUYERS}?sort=${sort}`);

/** The order that an address asks for; the first one where it says nothing that is known. */
export function sortOf(search: string): BuyersSort {
  const asked = new URLSearchParams(search).get('sort');
  return buyerSorts.find((sort) => sort === asked) ?? 'spent';
}
