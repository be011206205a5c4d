import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Promotion } from '../../../shared/market/voucher/contract.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { isFor, offOf } from './discount.ts';
import type { Voucher } from './state.ts';

/**
 * The first good that a voucher may bring below the floor of the producer who pays for it: that needs a recorded consent,
 * like a flash price (F1). A voucher of the host or the shop does not touch what the producer gets (V2), so it needs none.
 * What counts is the smallest cart that meets the voucher, since in a bigger one less falls on each unit, and the lowest
 * price that the producer already gives: list, a flash or a bundle of theirs.
 */
export function whyBelowFloor(
  state: Readonly<StreamState>,
  voucher: Pick<Voucher, 'off' | 'fromMinor' | 'scope' | 'producerId' | 'fundedBy'>,
): Refusal | null {
  const { off, fromMinor, fundedBy } = voucher;
  if (fundedBy !== 'producer') return null;
  for (const item of state.items.values()) {
    if (item.isRemoved || !isFor(voucher, item)) continue;
    const unitMinor = lowestOf(state, item);
    const goodsMinor = Math.max(unitMinor, fromMinor);
    const leftMinor = Math.max(0, goodsMinor - offOf(off, goodsMinor));
    // Whole numbers as long as they have to be: both products may leave what a number holds exactly.
    if (BigInt(unitMinor) * BigInt(leftMinor) >= BigInt(item.floorMinor) * BigInt(goodsMinor)) continue;
    return consentMissing(item);
  }
  return null;
}

/** A bundle that its producer pays for, below their floor a unit. */
export function whyBundleBelowFloor(item: Item, { fundedBy, totalMinor, units }: Promotion): Refusal | null {
  return fundedBy === 'producer' && totalMinor < units * item.floorMinor ? consentMissing(item) : null;
}

/** What a unit costs at the least, as far as its producer pays for that. */
function lowestOf(state: Readonly<StreamState>, { listPriceMinor, flashId, promotion }: Item): number {
  let lowest = listPriceMinor;
  const flash = flashId === null ? undefined : state.flashes.get(flashId);
  const isOn = flash?.phase === 'announced' || flash?.phase === 'running';
  if (isOn && flash.fundedBy === 'producer') lowest = Math.min(lowest, flash.priceMinor);
  if (promotion?.fundedBy === 'producer') {
    lowest = Math.min(lowest, Math.floor(promotion.totalMinor / promotion.units));
  }
  return lowest;
}

function consentMissing({ itemNumber, floorMinor }: Item): Refusal {
  return { code: 'CONSENT_MISSING', itemNumber, floorMinor };
}
