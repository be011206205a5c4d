import type { MyVoucher, MyVouchers } from '../../../shared/contract/my-vouchers.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { StreamState } from '../../market/state.ts';
import { whyGone } from '../../market/voucher/choose.ts';
import { voucherEntry } from '../../market/voucher/views.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Streams that are looked through for those that are on. */
const LOOKED_THROUGH = 100;
/** Streams whose vouchers are told: more are on at once in no shop. */
const MAX_STREAMS = 10;

/**
 * The vouchers of the streams that are on, as each stands to a buyer. One with a code is told to nobody, and one that was
 * ended or has not begun is left out (INV17).
 */
export async function myVouchers(
  { readers, engines, clock }: Pick<ApplicationDeps, 'readers' | 'engines' | 'clock'>,
  actor: BuyerActor,
): Promise<MyVouchers> {
  const rows = await readers.streams({ rehearsals: false, limit: LOOKED_THROUGH });
  const on = rows.filter(({ status }) => status === 'LIVE' || status === 'INTERRUPTED').slice(0, MAX_STREAMS);
  const told = on.map(async (stream) => {
    const engine = await engines.stream(stream.streamId);
    return engine?.read((state) => ofStream(state as StreamState, stream, actor, clock.nowMs())) ?? [];
  });
  const vouchers = (await Promise.all(told)).flat();
  const rank = ({ state }: MyVoucher) => (state === 'open' ? 0 : 1);
  return { vouchers: vouchers.sort((a, b) => rank(a) - rank(b) || a.endsAtMs - b.endsAtMs) };
}

function ofStream(
  state: Readonly<StreamState>,
  { slug, title, titleEn, currency }: StreamRow,
  actor: BuyerActor,
  nowMs: number,
): MyVoucher[] {
  const buyerId = buyerIdNow(state, actor.buyerId);
  const at = { buyer: state.buyers.get(buyerId), buyerId, phoneTag: null, receivedAtMs: nowMs };
  return [...state.vouchers.values()].flatMap((voucher) => {
    const standing = voucher.code || voucher.isEnded ? null : stateOf(whyGone(state, voucher, at));
    if (standing === null) return [];
    const named = { slug, streamTitle: title, ...(titleEn && { streamTitleEn: titleEn }), currency };
    const { voucherId } = voucher;
    return [{ voucherId, state: standing, ...named, ...voucherEntry(state, voucher) }];
  });
}

/** Null: it is not told. */
function stateOf(why: ReturnType<typeof whyGone>): MyVoucher['state'] | null {
  switch (why) {
    case null:
      return 'open';
    case 'buyer_limit':
      return 'used';
    case 'used_up':
      return 'taken';
    case 'ended':
      return 'over';
    default:
      return null;
  }
}
