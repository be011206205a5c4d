import type { Product } from '../../../../shared/contract/catalogue.ts';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { DAY, HOUR, MINUTE } from '../../../../shared/values/time.ts';
import type { World } from '../../../app.ts';
import { signInToken } from '../../../application/account/sign-in-token.ts';
import { secretsOf } from '../../../startup/secrets-of.ts';
import type { SceneKind } from '../scene/scene.ts';
import type { DemoClock } from './demo-clock.ts';
import { openDoor } from './door.ts';
import { openFloor } from './floor-line.ts';
import { makeOffers } from './offers.ts';
import { packingWeek } from './packing-week.ts';
import { pageOf } from './page-of.ts';
import { comingUp, NEXT_MS } from './past/calendar.ts';
import type { Past } from './past/play.ts';
import type { MarketPictures } from './pictures.ts';
import type { TalkLanguage } from './talk/talks.ts';
import { openTonight } from './tonight.ts';

const SEED = 2_026;
const LOOK_MS = 50;
/** A stream that has ended is closed an hour later; its last orders run out before. */
const CLOSES_MS = HOUR + MINUTE;
const CLOSED_WITHIN_MS = 10_000;
/** Units of each product in a stream that the show itself plans. */
const ALLOTTED_UNITS = 24;

/** Streams whose parcels go on over a week: packed and sent in one, they have come in the next. */
const MOST_PACKED = 3;

/** Whom of the market a visitor may be. */
export const staffRoles = ['host', 'assistant', 'analyst', 'packer', 'producer', 'office'] as const;
export type ShownStaff = (typeof staffRoles)[number];

/** Tonight's stream with its host and a crowd, through the real doors, and what is looked at beside it. */
export interface Show {
  /** What stands in the picture of the live stream. */
  picture(): SceneKind;
  /** Puts the drawn market into the picture now that there is live video; does nothing where it is there. */
  draw(): Promise<SceneKind>;
  /** The stream that is on. */
  liveSlug(): string;
  /** The newest stream that is over. */
  lastSlug(): string;
  /** A token that signs somebody of the market in, once. */
  linkOf(role: ShownStaff): Promise<string>;
  /** Where people look, at the address that they open; those of staff sign in, once each. */
  links(origin: string): Promise<{ viewer: string; console: string; insights: string; replay: string }>;
  /** Ends and closes tonight's stream, puts the clock a week forward, and goes live with the next one. */
  weekLater(clock: DemoClock): Promise<void>;
  /** Sends everybody home. */
  close(): Promise<void>;
}

/**
 * @param options.url where host and crowd find the market
 * @param options.chromium what draws the picture, or null
 * @param options.noVideo why this server has no live video, or null if it has
 * @param options.onStage hears the id of each further stream before it is on
 */
export async function openShow(options: {
  url: string;
  viewers: number;
  past: Past;
  pictures: Pick<MarketPictures, 'cover' | 'face'>;
  chromium: string | null;
  noVideo: () => string | null;
  onStage?: (streamId: string) => void;
  /** In which viewers talk now. */
  language: () => TalkLanguage;
  /** Hears what stands in the picture once a broadcast was tried. */
  onPicture?: (picture: SceneKind) => void;
  world: Pick<World, 'config' | 'directory' | 'log' | 'clock' | 'ids'>;
}): Promise<Show> {
  const { url, viewers, past, pictures, chromium, noVideo, language, onStage, world } = options;
  const { onPicture = () => {} } = options;
  const { config, directory, log, clock, ids } = world;
  const secrets = secretsOf(config);
  const { cast } = past;
  const people = { ...cast, host: cast.hosts[0], assistant: cast.assistants[0] };
  const idOf = (role: ShownStaff) => people[role].staffId;
  const linkFor = (staffId: string) => signInToken({ directory, secrets, clock }, staffId);
  const door = openDoor(url);
  let lastSlug = past.lastSlug;
  let nextSlug = past.nextSlug;
  let weeks = 0;
  /** The streams whose parcels go on when a week passes. */
  let closedBefore = [past.lastSlug];
  const session = await door.signIn(await linkFor(idOf('host')));
  const [{ staffId: helperId }] = cast.assistants;
  async function open(slug: string) {
    const opened = await openTonight({
      ...{ door, slug, session, viewers, chromium, onPicture, log },
      regulars: past.regulars,
      seed: SEED + weeks,
      language,
      nowMs: () => clock.nowMs(),
      noVideo: noVideo(),
    });
    await opened.floor.send('stream:grant', { staffId: helperId, grants: ['pin', 'orders:view', 'chat'] });
    return opened;
  }
  let tonight = await open(past.liveSlug);

  /** Plans a stream for a week from now, as its host would. */
  async function planNext(): Promise<string> {
    const planned = comingUp[weeks % comingUp.length]!;
    const { title, titleEn, skus } = planned;
    const scheduledAtMs = clock.nowMs() + NEXT_MS;
    const stream = await door.post<StreamSummary>(
      '/console/streams',
      {
        ...{ key: ids.next(), title: `${title} ${titleEn}`, scheduledAtMs },
        ...{ holdPolicy: 'hold', payments: ['sandbox', 'cash_on_delivery'], currency: 'CNY' },
      },
      session,
    );
    const { products } = await door.get<{ products: Product[] }>('/catalogue/products?limit=200', session);
    const floor = await openFloor(url, stream.slug, session);
    const page = await pageOf(pictures, planned, stream.hostName, scheduledAtMs);
    await floor.send('stream:describe', { version: 0, page });
    for (const { sku, productId } of products) {
      if (skus.includes(sku)) await floor.send('lineup:add', { productId, units: ALLOTTED_UNITS });
    }
    await makeOffers(
      floor,
      floor.order().flatMap((itemNumber) => floor.item(itemNumber) ?? []),
      clock.nowMs() + NEXT_MS,
    );
    floor.leave();
    return stream.slug;
  }

  async function closed(): Promise<void> {
    for (let waitedMs = 0; tonight.floor.status() !== 'CLOSED'; waitedMs += LOOK_MS) {
      if (waitedMs >= CLOSED_WITHIN_MS) throw new Error(`${tonight.slug} was not closed.`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  return {
    picture: () => tonight.picture(),
    draw: () => tonight.draw(),
    liveSlug: () => tonight.slug,
    lastSlug: () => lastSlug,
    linkOf: (role) => linkFor(idOf(role)),
    async links(origin) {
      const signedIn = async (path: string, role: ShownStaff) =>
        `${origin}/sign-in/link?to=${path}#${await linkFor(idOf(role))}`;
      return {
        viewer: `${origin}/s/${tonight.slug}`,
        console: await signedIn(`/console/${tonight.slug}`, 'host'),
        insights: await signedIn(`/insights/${lastSlug}`, 'analyst'),
        replay: `${origin}/replay/${past.recordedSlug ?? past.lastSlug}`,
      };
    },
    async weekLater(demoClock) {
      await tonight.goHome();
      const ended = await tonight.floor.send('stream:end', {});
      if (!ended?.ok) throw new Error(`${tonight.slug} did not end: ${ended?.code ?? 'no answer'}`);
      demoClock.forward(CLOSES_MS);
      await closed();
      tonight.floor.leave();
      demoClock.forward(7 * DAY - CLOSES_MS);
      // Tonight's own orders are the packer's to do.
      const office = await door.signIn(await linkFor(idOf('office')));
      for (const slug of closedBefore) await packingWeek(door, office, slug, clock.nowMs());
      closedBefore = [...closedBefore, tonight.slug].slice(-MOST_PACKED);
      lastSlug = tonight.slug;
      weeks += 1;
      // The stream that was planned is on now.
      const { streams } = await door.get<{ streams: StreamSummary[] }>('/streams', null);
      onStage?.(streams.find(({ slug }) => slug === nextSlug)?.streamId ?? '');
      tonight = await open(nextSlug);
      nextSlug = await planNext();
    },
    async close() {
      await tonight.goHome();
      tonight.floor.leave();
    },
  };
}
