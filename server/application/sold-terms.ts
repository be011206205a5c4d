import { type SoldTerms, soldTermsOf } from '../../shared/values/return-terms.ts';
import { LATE, timerOf, within } from '../lib/deadline.ts';
import type { Soon } from '../lib/soon.ts';
import type { ShopState } from '../shop/state.ts';
import type { ApplicationDeps } from './deps.ts';
import type { StreamEngine } from './engines.ts';

/** An order waits so long for a log that is writing, in ms: what it keeps is worth no more than the order. */
const MAX_WAIT_MS = 100;

/** Which product a number of a stream is, which never changes. At most as many as the stream has items. */
const productsOf = new WeakMap<StreamEngine, Map<number, string>>();

/**
 * On what terms the products of an order may be returned now, by their numbers in the stream (O6). Of what no log says in time
 * nothing is known: the order is taken all the same.
 */
export function soldTermsNow(
  deps: Pick<ApplicationDeps, 'engines' | 'clock'>,
  engine: Pick<StreamEngine, 'read'>,
  lines: readonly { itemNumber: number }[],
): Soon<ReadonlyMap<number, SoldTerms>> {
  const known = productsOf.get(engine as StreamEngine);
  const isKnown = known && lines.every(({ itemNumber }) => known.has(itemNumber));
  const now = isKnown ? deps.engines.shop.readNow((shop) => termsIn(shop, known, lines)) : null;
  return now ?? askTerms(deps, engine as StreamEngine, lines);
}

async function askTerms(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  engine: StreamEngine,
  lines: readonly { itemNumber: number }[],
): Promise<ReadonlyMap<number, SoldTerms>> {
  const asked = readTerms(engines, engine, lines);
  const told = await within(MAX_WAIT_MS, asked, timerOf(clock)).catch((): typeof LATE => LATE);
  return told === LATE ? new Map() : told;
}

async function readTerms(
  { shop }: Pick<ApplicationDeps['engines'], 'shop'>,
  engine: StreamEngine,
  lines: readonly { itemNumber: number }[],
): Promise<ReadonlyMap<number, SoldTerms>> {
  const known = productsOf.get(engine) ?? new Map<number, string>();
  productsOf.set(engine, known);
  if (lines.some(({ itemNumber }) => !known.has(itemNumber))) {
    await engine.read(({ items }) => {
      for (const [itemNumber, { productId }] of items) known.set(itemNumber, productId);
    });
  }
  return shop.read((state) => termsIn(state, known, lines));
}

function termsIn(
  { products }: Readonly<ShopState>,
  known: ReadonlyMap<number, string>,
  lines: readonly { itemNumber: number }[],
): ReadonlyMap<number, SoldTerms> {
  const terms = new Map<number, SoldTerms>();
  for (const { itemNumber } of lines) {
    const product = products.get(known.get(itemNumber) ?? '');
    if (product) terms.set(itemNumber, soldTermsOf(product));
  }
  return terms;
}
