import { systemIds } from '../../server/adapters/system/ids.ts';
import { seeded } from './numbers.ts';
import { isOk, type RawViewer } from './raw-viewer.ts';

/** A flash that was counted down to, and who taps on it. Times are epoch ms of this machine. */
export interface FlashToOpen {
  seed: number;
  itemNumber: number;
  flashId: string;
  priceMinor: number;
  startsAtMs: number;
  /** Taps in all: one of each buyer, and second ones of some. */
  taps: number;
}

/** What became of the taps. */
export interface Opening {
  accepted: number;
  /** Final answers that were a no. */
  refused: Record<string, number>;
  unanswered: number;
  /** Told to come again without a receipt of their arrival. */
  bareBusy: number;
  /** Told to come again with one. */
  busy: number;
  /** From the time at which the draw is held to the last first answer, of the taps that arrived for it. */
  heardMs: number;
  /** Buyers who tapped before the draw was held. */
  inTime: number;
  /** Those of each kind of buyer, and what they got. */
  kinds: Record<Kind, { taps: number; won: number }>;
}

type Kind = 'bots' | 'fast' | 'kept' | 'late';

/** So long after the start the draw is held (F7). */
const DRAW_MS = 350;
const LAST_ANSWERS_MS = 10_000;

/** Bots come the moment the draw opens, fast lines at the very start, pages at moments of their own, the rest too late. */
export async function tapOnFlash(
  viewers: readonly RawViewer[],
  { seed, itemNumber, flashId, priceMinor, startsAtMs, taps }: FlashToOpen,
): Promise<Opening> {
  const chance = seeded(seed);
  const opening: Opening = {
    ...{ accepted: 0, refused: {}, unanswered: 0, bareBusy: 0, busy: 0, heardMs: 0, inTime: 0 },
    kinds: {
      bots: { taps: 0, won: 0 },
      fast: { taps: 0, won: 0 },
      kept: { taps: 0, won: 0 },
      late: { taps: 0, won: 0 },
    },
  };
  const inTime = new Set<RawViewer>();
  let answered = 0;
  const untilMs = startsAtMs + LAST_ANSWERS_MS;

  function tap(viewer: RawViewer, kind: Kind, atMs: number): void {
    const request = { key: systemIds.next(), itemNumber, units: 1, seenPriceMinor: priceMinor, flashId };
    opening.kinds[kind].taps += 1;
    if (kind !== 'late') inTime.add(viewer);
    let isHeard = false;
    const send = (receipt?: string) =>
      viewer.send('cart:add', receipt === undefined ? request : { ...request, receipt }, (reply) => {
        if (!isHeard && kind !== 'late') {
          opening.heardMs = Math.max(opening.heardMs, Date.now() - startsAtMs - DRAW_MS);
        }
        isHeard = true;
        if (isOk(reply)) {
          answered += 1;
          opening.accepted += 1;
          opening.kinds[kind].won += 1;
          return;
        }
        const text = reply.toString();
        const code = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? 'UNREADABLE';
        const retryAfterMs = Number(/"retryAfterMs":(\d+)/.exec(text)?.[1]);
        if (code === 'BUSY' && !Number.isNaN(retryAfterMs)) {
          const given = /"receipt":"([^"]+)"/.exec(text)?.[1] ?? receipt;
          if (given === undefined) opening.bareBusy += 1;
          else opening.busy += 1;
          setTimeout(() => send(given), retryAfterMs * (1 + chance() / 2));
          return;
        }
        answered += 1;
        opening.refused[code] = (opening.refused[code] ?? 0) + 1;
      });
    setTimeout(send, Math.max(0, atMs - Date.now()));
  }

  const window = () => startsAtMs - 250 + chance() * 450;
  for (const viewer of viewers) {
    const dice = chance();
    if (dice < 0.05) tap(viewer, 'bots', startsAtMs - 295 + chance() * 5);
    else if (dice < 0.1) tap(viewer, 'fast', startsAtMs);
    else if (dice < 0.9) tap(viewer, 'kept', window());
    else tap(viewer, 'late', startsAtMs + 320 + chance() * 1_000);
  }
  for (let more = viewers.length; more < taps; more += 1) {
    tap(viewers[Math.floor(chance() * viewers.length)]!, 'kept', window());
  }
  while (answered < taps && Date.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 5));
  opening.unanswered = taps - answered;
  opening.inTime = inTime.size;
  return opening;
}
