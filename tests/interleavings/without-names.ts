import { Orders } from '../../server/market/order/orders.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { FIRST_PLAYED_ID } from './scene.ts';

const ID = /00000000-0000-7000-8000-(\d{12})/g;
/** A slug ends like the id of its stream. */
const SLUG_END = /-6\d{5}$/;
/** A sign-in link made in the play carries the market's signature over a name of the play. */
const SIGNED_NAME = /#\.[\w-]{43}$/;
/** Epoch ms of this century. */
const FIRST_TIME = 1_000_000_000_000;

/**
 * The text of a JSON value, without what differs from play to play and means nothing: ids that were made in it, times,
 * whether an answer was given for the second time, and the how many-th of its buyer an order is, which is left out when time
 * passes while it is looked up (B12), and where in the log a payout stands, which may be between two facts of a copy (S13). Maps and Sets, as a snapshot writes them, are brought into an order of their own.
 */
export function withoutNames(json: string): string {
  let text = known.get(json);
  if (text === undefined) {
    text = canonicalJson(plain(JSON.parse(json)));
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(json, text);
  }
  return text;
}

/** Most orders of the same calls come to the very same bytes. */
const known = new Map<string, string>();
const MAX_KNOWN = 500;

function plain(value: unknown): unknown {
  if (typeof value === 'string') {
    return value
      .replace(ID, (id, n) => (isOfPlay(Number(n)) ? '#' : id))
      .replace(SIGNED_NAME, '#.#')
      .replace(SLUG_END, '-#');
  }
  if (typeof value === 'number') return value >= FIRST_TIME ? 'time' : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const { replay: _again, nth: _ifTold, ...record } = value as Record<string, unknown>;
  if (record.payoutId !== undefined) delete record.seq;
  if (Array.isArray(record.$map)) return { $map: sorted(record.$map) };
  if (Array.isArray(record.$set)) return { $set: sorted(record.$set) };
  if (Array.isArray(record.$orders)) return { $orders: ordersOf(record.$orders).map(plain) };
  return Object.fromEntries(Object.entries(record).map(([name, member]) => [plain(name), plain(member)]));
}

/** Orders as they are, out of a snapshot's ids and packed texts. */
function ordersOf(texts: readonly string[]): unknown[] {
  return [...Orders.read(texts).values()];
}

function isOfPlay(n: number): boolean {
  return n > FIRST_PLAYED_ID && n < FIRST_PLAYED_ID + 100_000;
}

function sorted(members: readonly unknown[]): unknown[] {
  return members
    .map(plain)
    .map((member) => ({ member, text: canonicalJson(member) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ member }) => member);
}
