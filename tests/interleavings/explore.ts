import type { HandClock as Clock } from './hand-clock.ts';
import { type Choose, type Outcome, playSerially, playTogether } from './play.ts';
import type { Call, Scene } from './scene.ts';
import { Schedules } from './schedules.ts';
import type { Market } from './stage.ts';

/** A play whose outcome no serial order has. */
export interface Anomaly {
  calls: string;
  /** Who was let through at each step: plays it again. */
  schedule: number[];
  what: string;
}

export interface Explored {
  plays: number;
  /** False if there are more orders than were played. */
  isWhole: boolean;
  anomalies: Anomaly[];
}

/**
 * Plays calls in every order of their await points, or, where there are too many, in the first so many and as many drawn
 * ones; each must come to what some serial order comes to.
 * @param options.most up to so many orders one by one, and if that is not all as many drawn ones of the rest
 * @param options.isTimed time passes in one of the calls: what came in before may be decided after, at the price of its
 *   own time and with the stock of its place (T3, T4), as one that is received before and sent after
 */
export async function explore(
  scene: Scene,
  calls: readonly Call[],
  { most, nodes = 1, isTimed = false }: { most: number; nodes?: number; isTimed?: boolean },
): Promise<Explored> {
  const serial = await serialOutcomes(scene, calls);
  if (isTimed) {
    const early = calls.map((call) => ({
      ...call,
      send: (market: Market, _nowMs: number, clock: Clock) => call.send(market, scene.nowMs, clock),
    }));
    for (const text of await serialOutcomes(scene, early)) serial.add(text);
  }
  const explored: Explored = { plays: 0, isWhole: false, anomalies: [] };
  const judge = (outcome: Outcome, schedule: number[]) => {
    explored.plays += 1;
    const isKnown = serial.has(outcome.text);
    if (isKnown && outcome.faults.length === 0) return;
    const what = isKnown ? outcome.faults.join('; ') : difference(outcome.text, [...serial]);
    explored.anomalies.push({ calls: calls.map(({ name }) => name).join(' | '), schedule, what });
  };

  const schedules = new Schedules();
  const play = async (pick: Choose) => {
    const outcome = await playTogether(scene, calls, schedules.begin(pick), nodes);
    schedules.end();
    judge(outcome, schedules.schedule);
  };
  while (!schedules.isWhole && explored.plays < most) await play(() => 0);
  // The walk above differs at the end first: where it did not come to its end, draws make up for the beginning.
  for (let seed = 1; !schedules.isWhole && seed <= most; seed += 1) await play(drawn(seed));
  explored.isWhole = schedules.isWhole;
  return explored;
}

/** What calls come to, one after the other, in every order. */
async function serialOutcomes(scene: Scene, calls: readonly Call[]): Promise<Set<string>> {
  const texts = new Set<string>();
  for (const order of permutations(calls.map((_, n) => n))) {
    const { text, faults } = await playSerially(scene, calls, order);
    if (faults.length > 0) {
      throw new Error(`${order.map((n) => calls[n]!.name).join(', then ')}: ${faults.join('; ')}`);
    }
    texts.add(text);
  }
  return texts;
}

function drawn(seed: number): Choose {
  let random = seed * 2_654_435_761;
  return (of) => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(random / 65_536) % of;
  };
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** Where a text parts from the nearest of the others. */
function difference(text: string, others: readonly string[]): string {
  let best = 0;
  let nearest = others[0] ?? '';
  for (const other of others) {
    let same = 0;
    while (same < text.length && text[same] === other[same]) same += 1;
    if (same >= best) [best, nearest] = [same, other];
  }
  const part = (whole: string) => whole.slice(Math.max(0, best - 80), best + 120);
  return `…${part(text)}…\n  instead of\n…${part(nearest)}…`;
}
