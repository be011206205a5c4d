import { type BuyersSort, buyerSorts } from '../../../../shared/contract/office-lists.ts';

export const BUYERS = '/office/buyers';

/** Enough of an id to tell two buyers on one page apart; the beginning says only when it was made. */
const END_LETTERS = 6;

/** What a buyer is called where nobody may know who it is. */
export const endOf = (buyerId: string) => buyerId.slice(-END_LETTERS);

export const buyerAddress = (buyerId: string) => `${BUYERS}/${buyerId}`;

/** Which buyers a list shows, and by what they stand. */
export interface BuyersAsked {
  sort: BuyersSort;
  /** Those alone who may not write in some chat. */
  isSilenced: boolean;
  /** Those alone whom the shop lets order nothing for a time. */
  isLimited: boolean;
}

export function listAddress({ sort, isSilenced, isLimited }: BuyersAsked): string {
  const asked = new URLSearchParams();
  if (sort !== 'spent') asked.set('sort', sort);
  if (isSilenced) asked.set('chat', 'silenced');
  if (isLimited) asked.set('ordering', 'limited');
  return asked.size === 0 ? BUYERS : `${BUYERS}?${asked}`;
}

/** What an address asks for: all buyers, by what they spent, where it says nothing that is known. */
export function askedBy(search: string): BuyersAsked {
  const asked = new URLSearchParams(search);
  return {
    sort: buyerSorts.find((sort) => sort === asked.get('sort')) ?? 'spent',
    isSilenced: asked.get('chat') === 'silenced',
    isLimited: asked.get('ordering') === 'limited',
  };
}
