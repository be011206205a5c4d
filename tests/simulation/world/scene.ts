import type { StreamSettings } from '../../../server/market/stream/settings.ts';
import { defaultSettings, noBounds } from '../../../server/market/stream/settings.ts';
import type { HoldPolicy } from '../../../shared/market/stream/entry.ts';
import { drawWeather, type Weather } from '../faults/weather.ts';
import type { Chance } from './chance.ts';

/**
 * A world in which newcomers alone buy, for cash, with nobody at the console (H8): they come over several networks; all behind
 * one address; or a village, while one other address attacks.
 */
export type Evening = 'cash' | 'one_address' | 'attack';

/** What one world is made of. */
export interface Scene {
  nodes: number;
  operations: number;
  /** Virtual time in which the operations come. */
  lengthMs: number;
  buyers: number;
  items: number;
  policy: HoldPolicy;
  settings: StreamSettings;
  weather: Weather;
  /** The stream ends before everybody is done. */
  endsEarly: boolean;
  /** Machines start with clocks that are wrong by minutes, each time by others (T7). */
  hasWrongClocks: boolean;
  /** It sends to one country abroad as well, by a table of weights, and shows a second currency. */
  sellsAbroad: boolean;
  /** An evening of newcomers who pay cash; null: an ordinary day. */
  evening: Evening | null;
  /** Its producers named prices below which they have to be asked (F1, V2). */
  hasFloors: boolean;
}

/**
 * The times of the rules, a twentieth of their length and less: holds, payment windows and the hour after the end all
 * pass within the minute or two of one world. The rules don't know a length, only what a stream says of it.
 */
const quick: StreamSettings = {
  ...defaultSettings,
  holdMs: 20_000,
  flashHoldMs: 12_000,
  newBuyerHoldMs: 8_000,
  offerMs: 6_000,
  offersAfterEndMs: 8_000,
  payMs: 22_000,
  flashPayMs: 15_000,
  pendingMs: 6_000,
  newcomerPayMs: 16_000,
  newcomerFlashPayMs: 10_000,
  newcomerOpenedMs: 5_000,
  networkMs: 3_000,
  remorseMs: 30_000,
  closeAfterMs: 15_000,
};

/** So tight that most worlds run into them. */
const tightBounds = { newcomerOrderUnits: 2, newcomerShareBps: 3_000, maxUnpaidOrders: 1 };

/**
 * As a shop has them that changed nothing. A bound lasts longer than opening a stream here, and than most of what a machine
 * suffers: else nobody would be bounded, and no village could go on asking.
 */
const eveningBounds = {
  newcomerOrderUnits: defaultSettings.newcomerOrderUnits,
  newcomerShareBps: defaultSettings.newcomerShareBps,
  maxUnpaidOrders: defaultSettings.maxUnpaidOrders,
  networkMs: 12_000,
};

export function drawScene(
  chance: Chance,
  wished: {
    nodes?: number;
    operations: number;
    sellsAbroad?: boolean;
    hasFloors?: boolean;
    hasWrongClocks?: boolean;
    evening?: Evening | null;
  },
): Scene {
  const { evening = null } = wished;
  const nodes = wished.nodes ?? chance.one([1, 2, 2, 3, 3, 4, 5]);
  return {
    nodes,
    operations: wished.operations,
    lengthMs: wished.operations * chance.one([60, 200, 500]),
    buyers: chance.whole(3, 9),
    items: chance.whole(1, evening ? 2 : 4),
    policy: chance.happens(0.75) ? 'hold' : 'first_paid',
    settings: {
      ...quick,
      closedOrdersKept: chance.one([4, 4, 1_000]),
      maxPins: chance.whole(1, 3),
      strikesToFirstPaid: chance.whole(1, 3),
      ...chance.one([{}, {}, {}, noBounds, tightBounds]),
      ...(evening && eveningBounds),
    },
    weather: drawWeather(chance),
    // An evening goes on until all is sold.
    endsEarly: chance.happens(0.4) && evening === null,
    evening,
    sellsAbroad: wished.sellsAbroad ?? false,
    hasFloors: wished.hasFloors ?? false,
    hasWrongClocks: wished.hasWrongClocks ?? false,
  };
}
