import { MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import type { Chance } from '../chance.ts';
import type { Guest } from '../people.ts';
import type { Intent } from '../shopper.ts';
import type { Evening } from './calendar.ts';

/** One person's visit to a stream. */
export interface Visit {
  guest: Guest;
  intent: Intent;
  fromMs: number;
  toMs: number;
  /** How often they order what they have added, if at all. */
  orders: number;
  /** On an evening at a steady pace: they stood before the planned stream and buy as it begins, or come later. */
  pace?: 'waited' | 'steady';
  /** False for those whose screen tells nothing of what it shows; they do nothing else either. */
  doesTell: boolean;
}

/** Of a thousand viewers: who taps a card and leaves it, and who adds and leaves the cart. */
const LOOKS_PER_MILLE = 150;
const ADDS_PER_MILLE = 38;
/** Orders that nobody pays for, per thousand viewers. */
const UNPAID_PER_MILLE = 6;
/** Whoever buys comes early enough for it and stays. */
const SHORTEST_BUY_MS = 7 * MINUTE;
/** Who only watches stays no longer than this; on tonight's, as long as leaves as many there as come to its door live. */
const LONGEST_WATCH_MS = 16 * MINUTE;
const LONGEST_LOOK_MS = 8 * MINUTE;
const DECLINES = 0.05;
/** Of those who pay on an evening at a steady pace so many in a hundred have waited for its beginning. */
const WAITED_PERCENT = 16;

type PlannedEvening = Pick<Evening, 'viewers' | 'payPerMille' | 'ordersEach' | 'lengthMs' | 'shownForMs'>;

/**
 * Who comes, when and what for. The shares are counted and not drawn: an evening of the plan has just so many who pay.
 * @param guests as many different people as watch the evening
 */
export function planAudience(
  { viewers, payPerMille, ordersEach, lengthMs, shownForMs }: PlannedEvening,
  startMs: number,
  guests: readonly Guest[],
  chance: Chance,
): Visit[] {
  const count = (perMille: number) => Math.round((viewers * perMille) / 1_000);
  const intents: Intent[] = [
    ...Array<Intent>(count(payPerMille)).fill('pays'),
    ...Array<Intent>(count(UNPAID_PER_MILLE)).fill('orders'),
    ...Array<Intent>(count(ADDS_PER_MILLE)).fill('adds'),
    ...Array<Intent>(count(LOOKS_PER_MILLE)).fill('looks'),
  ];
  return guests.map((guest, place) => {
    const intent = intents[place] ?? 'watches';
    const isSteady = shownForMs !== undefined;
    const pays = count(payPerMille);
    const waited = isSteady ? Math.round((pays * WAITED_PERCENT) / 100) : 0;
    const pace = isSteady ? (place < waited ? 'waited' : 'steady') : undefined;
    // At a steady pace the others come one after the other; else most come early.
    const drawn = chance.next();
    const early = isSteady && place < pays ? (place - waited + drawn) / (pays - waited) : drawn ** 1.4;
    const isBuyer = intent === 'pays' || intent === 'orders' || intent === 'adds';
    const drawnOrders = intent === 'pays' ? chance.whole(...ordersEach) : Number(intent === 'orders');
    // Those who have waited go home one after the other as the others come.
    const orders = pace === 'waited' ? 1 + (place % ordersEach[1]) : drawnOrders;
    const leastMs = isSteady ? 2 * MINUTE : SHORTEST_BUY_MS;
    const fromMs = startMs + (pace === 'waited' ? 0 : Math.floor(early * (lengthMs - leastMs)));
    const staysMs = isBuyer
      ? SHORTEST_BUY_MS + chance.whole(0, 12 * MINUTE)
      : 20 * SECOND + Math.floor(chance.next() ** 2 * (isSteady ? LONGEST_LOOK_MS : LONGEST_WATCH_MS));
    const doesTell = intent !== 'watches' || !chance.often(DECLINES);
    const toMs = Math.min(startMs + lengthMs, fromMs + staysMs);
    return { guest, intent, orders, fromMs, toMs, doesTell, ...(pace && { pace }) };
  });
}
