import { type ProducerShareView, SHARE_STREAMS_SHOWN } from '../../../shared/contract/producer-share.ts';
import type { ProducerPage } from '../../../shared/contract/settlement.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { StreamState } from '../../market/state.ts';
import { defaultSettings } from '../../market/stream/settings.ts';
import { dayText, localDay } from '../../shop/ledger/local-day.ts';
import { termsAt } from '../../shop/ledger/terms.ts';
import { isReplaced, plannedShares, reserveAt, shareAt, sharesOf } from '../../shop/producer-share.ts';
import type { ShareChange, ShopState } from '../../shop/state.ts';
import { calledBy } from '../account/called-by.ts';
import type { ApplicationDeps } from '../deps.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'directory' | 'readers' | 'clock'>;

/** Streams that are looked at, the newest first. */
const MAX_STREAMS = 500;
const STILL_SELLING: ReadonlySet<string> = new Set(['SCHEDULED', 'LIVE', 'INTERRUPTED']);

/** A producer's share now and later, and which streams keep another (M6). @returns null if there is no such producer */
export async function producerShareOf(
  { engines, directory, readers, clock }: Deps,
  producerId: string,
): Promise<ProducerShareView | null> {
  const nowMs = clock.nowMs();
  const known = await engines.shop.read((shop) => {
    if (![...shop.producers.values()].includes(producerId)) return null;
    const { timeZone } = termsAt(shop.settlement.terms, nowMs);
    return {
      timeZone,
      ...sharesOf(shop, producerId),
      ...termsNow(shop, producerId, nowMs),
      products: productsOf(shop, producerId),
    };
  });
  if (known === null) return null;
  const { version, timeZone, shareBps, reserve, products, changes } = known;
  const ids = [...new Set(changes.map(({ staffId }) => staffId))];
  const names = new Map(
    await Promise.all(ids.map(async (id) => [id, calledBy(await directory.staffById(id))] as const)),
  );
  const told = changes.map(({ staffId, ...change }, index) => ({
    ...change,
    ...(names.get(staffId) ?? calledBy(null)),
    ...(isReplaced(changes, index) && { isReplaced: true as const }),
  }));
  const rows = (await readers.streams({ rehearsals: false, limit: MAX_STREAMS })).filter(({ status }) =>
    STILL_SELLING.has(status),
  );
  const streams: ProducerShareView['streams'] = [];
  let isCut = false;
  for (const { streamId, slug, title, titleEn, scheduledAtMs } of rows.reverse()) {
    const engine = await engines.stream(streamId);
    const shares = engine ? await engine.read((state) => sharesIn(state, producerId)) : [];
    if (shares.length === 0) continue;
    if (streams.length === SHARE_STREAMS_SHOWN) {
      isCut = true;
      break;
    }
    streams.push({
      ...{ slug, title, ...(titleEn && { titleEn }), scheduledAtMs, products: shares.length },
      sharesBps: [...new Set(shares)].sort((a, b) => a - b),
    });
  }
  const today = dayText(localDay(nowMs, timeZone));
  return {
    ...{ version, timeZone, today, shareBps },
    ...(reserve && { reserve }),
    ...{ changes: told.reverse(), products, streams, isCut },
  };
}

/** What the producer reads of it: share and reserve now, and the next ones that are planned. */
export function shareOnPage(
  shop: Readonly<ShopState>,
  producerId: string,
  nowMs: number,
): Pick<ProducerPage, 'shareBps' | 'reserve' | 'nextShare'> {
  const next = plannedShares(shop, producerId, nowMs).sort((a, b) => a.fromMs - b.fromMs)[0];
  return {
    ...termsNow(shop, producerId, nowMs),
    ...(next && { nextShare: plannedTerms(next) }),
  };
}

function plannedTerms({ fromMs, shareBps, reserve }: ShareChange) {
  return { fromMs, shareBps, ...(reserve && { reserve }) };
}

function termsNow(
  shop: Readonly<ShopState>,
  producerId: string,
  nowMs: number,
): { shareBps: number; reserve?: Reserve } {
  const reserve = reserveAt(shop, producerId, nowMs);
  return {
    shareBps: shareAt(shop, producerId, nowMs) ?? defaultSettings.shareBps,
    ...(reserve && { reserve }),
  };
}

function productsOf({ products }: Readonly<ShopState>, producerId: string): number {
  let count = 0;
  for (const product of products.values())
    if (product.producerId === producerId && !product.isArchived) count += 1;
  return count;
}

/** The shares of a producer's items in a lineup, without those taken out. */
function sharesIn({ items, settings }: Readonly<StreamState>, producerId: string): number[] {
  return [...items.values()]
    .filter((item) => item.producerId === producerId && !item.isRemoved)
    .map((item) => item.shareBps ?? settings.shareBps);
}
