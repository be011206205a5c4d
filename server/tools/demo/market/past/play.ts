import { DAY, HOUR, MINUTE } from '../../../../../shared/values/time.ts';
import { type App, buildApp, type World } from '../../../../app.ts';
import { openGuests } from '../../../../gateway/visitors/guests.ts';
import { accept } from '../../../../market/kernel/decision.ts';
import { chanceOf } from '../chance.ts';
import { broughtBy, type Guest } from '../people.ts';
import { type MarketPictures, openPictures } from '../pictures.ts';
import { type PlayedClock, playedClock } from '../played-clock.ts';
import { openAgenda } from './agenda.ts';
import { BEGAN_MS, comingUp, type DemoSize, type Evening, eveningsOf, NEXT_MS, tonight } from './calendar.ts';
import { type Cast, takeIn, takeInProducer } from './cast.ts';
import { clockIds } from './clock-ids.ts';
import { type EveningDeps, planEvening, schedule } from './evening.ts';
import { planHelper } from './helping.ts';
import { limitSomebody } from './limited-buyer.ts';
import { nameChapters } from './name-chapters.ts';
import { planHelp } from './office-help.ts';
import { sayOriginDays } from './origin-days.ts';
import { planParcels } from './parcels.ts';
import { planPayouts } from './payouts.ts';
import { introduceProducers } from './producer-profiles.ts';
import { planShare, SHARE_AT_FIRST, SHARES_PLANNED } from './producer-share.ts';
import { keepRecording } from './recording.ts';
import { complainAsReturning, returningBuyer } from './returning-buyer.ts';
import { hangShopSign } from './shop-sign.ts';
import { stockTheWarehouse, tidyTheWarehouse } from './stock-room.ts';
import { DEFAULTS_SET_MS, setDefaults } from './stream-defaults.ts';

const SEED = 26;
/** The catalogue is there this long before the first stream. */
const OPENED_MS = 3 * DAY;
/** Of an evening's viewers so many in a hundred were there before. */
const RETURNING = 35;
/** The returning buyer says what came broken so long ago: after the last parcel, in time for an answer. */
const COMPLAINS_MS = 6 * HOUR;
/** A host tells the chapters of a replay so long after the end of its stream. */
const NAMED_MS = 5 * MINUTE;
/** The ledger is read on the days of payment alone: until then it rests, and takes a day's facts at once. */
const SETTLE_EVERY_MS = DAY;
const MOST_RESTS = 1_000;

/** What the market stands on when its doors open. */
export interface Past {
  cast: Cast & { producer: { staffId: string } };
  /** Those who paid before, and tonight watch again: regular buyers (H6). */
  regulars: Guest[];
  /** One of those who paid before, whom a visitor may be instead; null: no order can be claimed. */
  returning: Guest | null;
  liveSlug: string;
  liveStreamId: string;
  nextSlug: string;
  /** The newest stream that is over, and the newest that was recorded, if there is one. */
  lastSlug: string;
  recordedSlug: string | null;
}

/**
 * Plays a market's past into empty stores, through the real rules and on a clock of its own: up to twelve streams of two
 * months with all that followed them, and tonight's, which is on when the past ends. Nothing of it is written by hand, and
 * the same `nowMs` gives the same logs.
 * @param nowMs when the past ends, epoch ms
 * @param pictures the market's; those that are drawn are there once they were drawn
 * @param size how much of a past there is
 * @param newest how many of the streams are played, the newest ones
 */
export async function playPast(
  world: Omit<World, 'clock' | 'ids'>,
  {
    nowMs,
    size = 'market',
    newest = eveningsOf(size).length,
    pictures = openPictures(world.config.dataDir),
  }: { nowMs: number; size?: DemoSize; newest?: number; pictures?: MarketPictures },
): Promise<Past> {
  const played = eveningsOf(size).slice(-newest);
  const startOf = ({ daysAgo }: Evening) => nowMs - BEGAN_MS - daysAgo * DAY;
  const beganMs = startOf(played[0] ?? tonight) - OPENED_MS;
  const clock = playedClock(beganMs);
  const chance = chanceOf(SEED);
  const ids = clockIds(clock, chanceOf(SEED + 1));
  // On a clock that stands still, waiting for company would last for ever. Between two acts seconds pass at least: looking for
  // addresses after each would find none, thousands of times.
  const seldom = { tagEveryMs: DAY, settleEveryMs: SETTLE_EVERY_MS };
  const app = await buildApp({ ...world, clock, ids, gatherMs: 0, ...seldom });
  try {
    const cast = await takeIn(world, ids);
    await hangShopSign(app, { ids, office: cast.office });
    const products = await stockTheWarehouse(app, pictures, { ids, office: cast.office, size });
    await sayOriginDays(app, { ids, office: cast.office });
    await introduceProducers(app, pictures, products.values(), { ids, office: cast.office });
    // A second core hashes while the past begins.
    const takenIn = takeInProducer(world, ids, products.values());
    takenIn.catch(() => {});
    const agenda = openAgenda(clock, () => allDone(app, clock));
    let numbers = 0;
    const nextNumber = () => {
      numbers += 1;
      return numbers;
    };
    const deps: EveningDeps = { app, world, clock, ids, chance, agenda, products, pictures, nextNumber };
    const settled = async () => {
      for (let rests = 0; rests < MOST_RESTS; rests += 1) {
        await app.outbox.idle();
        if (app.outbox.view().work.every(({ logsBehind }) => logsBehind === 0)) return;
        app.outbox.hurry();
      }
      throw new Error('The ledger does not come to its end.');
    };

    const guests = openGuests({ ...world, secrets: app.secrets, ids });
    const known: Guest[] = [];
    const buyers = new Map<string, Guest>();
    const regulars = new Set<Guest>();
    /** Those of the newest stream that is over: its parcels can still be claimed. */
    const ofNewest = new Set<Guest>();
    /** So many different people, some of whom were there before. */
    function invite(count: number): Guest[] {
      const before = [...known];
      const invited = Array.from({ length: count }, (): Guest => {
        const back = before.length > 0 && chance.whole(1, 100) <= RETURNING;
        if (back) return before.splice(chance.whole(0, before.length - 1), 1)[0]!;
        const { guestId: buyerId, token } = guests.create();
        const guest = { token, buyerId, addressId: null, channel: broughtBy(chance) };
        known.push(guest);
        return guest;
      });
      return invited;
    }
    const shows = [...played, tonight].map((evening) => {
      const startMs = startOf(evening);
      const host = cast.hosts[evening.host];
      const show = planEvening(deps, host, evening, startMs, invite(evening.viewers), (guest, orderId) => {
        regulars.add(guest);
        if (evening === played.at(-1)) ofNewest.add(guest);
        buyers.set(orderId, guest);
      });
      return { evening, startMs, show };
    });
    const last = shows.at(-2);
    const buyerOf = (orderId: string) => buyers.get(orderId);
    for (const { evening, startMs, show } of shows) {
      if (evening === tonight) continue;
      agenda.plan(startMs + evening.lengthMs, () => show.end());
      // The clock stands at the moment at which the stream is closed.
      agenda.plan(startMs + evening.lengthMs + HOUR + MINUTE, async () => {});
      if (evening.isRecorded) {
        const host = cast.hosts[evening.host];
        agenda.plan(startMs + evening.lengthMs + NAMED_MS, () =>
          nameChapters(deps, host, show.stream().streamId, startMs),
        );
      }
      const isNewest = evening === last?.evening;
      planParcels({ ...deps, buyerOf }, cast.packer, { ...evening, startMs, isNewest }, show.stream);
      if (isNewest) planHelp({ ...deps, buyerOf }, cast.office, startMs, show.stream);
    }
    const producers = new Map(
      [...products.values()].map(({ producer, producerId }) => [producer, producerId]),
    );
    const ofTonight = shows.at(-1);
    if (ofTonight) {
      const people = { host: cast.hosts[tonight.host], helper: cast.assistants[0] };
      planHelper(deps, { ...people, startMs: ofTonight.startMs }, () => ofTonight.show.stream());
    }
    const [{ producerId = '' } = {}] = products.values();
    const told = { ids, office: cast.office, producerId };
    await planShare(app, told, SHARE_AT_FIRST);
    for (const planned of SHARES_PLANNED) {
      agenda.plan(nowMs - planned.agoMs, () => planShare(app, told, planned));
    }
    agenda.plan(nowMs - DEFAULTS_SET_MS, () => setDefaults(app, { ids, office: cast.office }));
    planPayouts({ ...deps, settled }, cast.office, { nowMs, beganMs, producers });
    agenda.plan(nowMs - BEGAN_MS - HOUR, () => tidyTheWarehouse(app, products, { ids, office: cast.office }));
    let nextSlug = '';
    agenda.plan(nowMs - BEGAN_MS - HOUR, async () => {
      const [host] = cast.hosts;
      const [next] = comingUp;
      if (!next) return;
      ({ slug: nextSlug } = (await schedule(deps, host, next, nowMs - BEGAN_MS + NEXT_MS)).stream);
    });
    let returning = null as Guest | null;
    agenda.plan(nowMs - COMPLAINS_MS, async () => {
      returning = await returningBuyer(app.application, ofNewest, nowMs);
      if (returning) await complainAsReturning({ ...deps, agenda }, returning, cast.packer);
    });
    agenda.plan(nowMs - DAY, () => limitSomebody(app, { ids, office: cast.office }));
    await agenda.playUntil(nowMs);
    await settled();
    if (returning) regulars.delete(returning);
    const recorded = shows.filter(({ evening }) => evening.isRecorded);
    const live = shows.at(-1)!.show.stream();
    for (const { startMs, evening, show } of recorded) {
      const { skus, lengthMs } = evening;
      const { streamId } = show.stream();
      const times = { startMs, endMs: startMs + lengthMs };
      await keepRecording(world.config.dataDir, { streamId, ...times, skus });
    }
    return {
      cast: { ...cast, producer: await takenIn },
      regulars: [...regulars],
      returning,
      liveSlug: live.slug,
      liveStreamId: live.streamId,
      nextSlug,
      lastSlug: last?.show.stream().slug ?? '',
      recordedSlug: recorded.at(-1)?.show.stream().slug ?? null,
    };
  } finally {
    await app.close();
  }
}

/** Resolves when every stream has decided what was due, and what follows from it is done. */
async function allDone(app: App, clock: PlayedClock): Promise<void> {
  for (const streamId of app.engines.awakeStreams()) {
    const engine = await app.engines.stream(streamId);
    if (!engine?.hasDeadlines()) continue;
    // Nothing by itself: but deadlines come before whatever is decided.
    const nothing = { readAtMs: clock.steadyMs(), ids: [], key: null };
    await engine.submit({ ...nothing, decide: () => accept([], () => ({})) });
  }
  await app.outbox.idle();
}
