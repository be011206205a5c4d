import { MAX_ITEMS } from '../../../../shared/market/lineup/bounds.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { namedIn, titledIn } from '../../../../shared/values/names.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { SettlementAdmin } from '../../../application/payout/payouts.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Readers, ShownProduct } from '../../../ports/readers.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import { defaultTerms } from '../../../shop/ledger/terms.ts';
import { inText } from './in-text.ts';

/** A link may be opened by thousands at once; what it shows may be so old. */
const KEPT_MS = 10 * SECOND;
const MAX_KEPT = 500;
/** Products whose names stand in the description. */
const NAMED = 3;
/** Products that are looked through for a picture; for a product's own address, all that a stream may number. */
const LOOKED_THROUGH = 10;
const OWN_PICTURE = /^\/pictures\/([0-9a-f]{40})\.(?:jpg|png|webp)$/;

/** A language that previews are written in. */
export type PreviewLanguage = 'en' | 'zh-CN';

const words = {
  en: { liveNow: 'Live now', at: (day: string, time: string, zone: string) => `${day}, ${time} ${zone}` },
  'zh-CN': {
    liveNow: '正在直播',
    at: (day: string, time: string, zone: string) =>
      `${day} ${time}（${zone === 'GMT+8' ? '北京时间' : zone}）`,
  },
} as const;
const locales = { en: 'en_US', 'zh-CN': 'zh_CN' } as const;

/** What a chat or a search engine shows of a stream's address. */
export interface LinkPreview {
  language: PreviewLanguage;
  title: string;
  /** Of a planned stream the day and time come first, of one that is on, that it is. */
  description: string;
  hostName: string;
  /** It is of a product in the stream. */
  isProduct: boolean;
  /** The path of a JPEG of 1200 × 630 pixels on this server; null if no product has a picture of ours. */
  imagePath: string | null;
  startsAtMs: number;
  endedAtMs: number | null;
}

/** What a preview in any language is written from. */
interface Found {
  stream: StreamRow;
  shown: readonly ShownProduct[];
  timeZone: string;
  /** The one that the address names, in place of the stream; null: it names none. */
  product: ShownProduct | null;
}

/**
 * What the link to a stream or a product shows, kept for a few seconds: each phone that opens it asks.
 * @returns by the stream's slug, the language (null: the market's own names) and the number of a product (null, or one that
 *   is not there: the stream itself); null for rehearsals, cancelled and unknown streams
 */
export function linkPreviews({
  readers,
  clock,
  settlementAdmin,
}: {
  readers: Pick<Readers, 'streamBySlug' | 'shown'>;
  clock: Clock;
  settlementAdmin?: Pick<SettlementAdmin, 'timeZone'> | null;
}) {
  const kept = new BoundedMap<string, { found: Found | null; atMs: number }>(MAX_KEPT);

  return async (
    slug: string,
    language: PreviewLanguage | null,
    itemNumber: number | null = null,
  ): Promise<LinkPreview | null> => {
    const name = itemNumber === null ? slug : `${slug}/${itemNumber}`;
    const nowMs = clock.nowMs();
    const known = kept.get(name);
    if (known && nowMs - known.atMs < KEPT_MS) return known.found && previewOf(known.found, language);
    const stream = await readers.streamBySlug(slug);
    const found = stream && isForEverybody(stream) ? await lookUp(stream, itemNumber) : null;
    kept.set(name, { found, atMs: nowMs });
    return found && previewOf(found, language);
  };

  async function lookUp(stream: StreamRow, itemNumber: number | null): Promise<Found> {
    const all = await readers.shown(stream.streamId, itemNumber === null ? LOOKED_THROUGH : MAX_ITEMS);
    const product = all.find((each) => each.itemNumber === itemNumber) ?? null;
    const timeZone = (await settlementAdmin?.timeZone()) ?? defaultTerms.timeZone;
    return { stream, shown: all.slice(0, LOOKED_THROUGH), timeZone, product };
  }
}

/** A product is named without its price: a chat keeps a preview for days, and the price of a market moves. */
function previewOf({ stream, shown, timeZone, product }: Found, asked: PreviewLanguage | null): LinkPreview {
  // Who names no language gets the names as they were given, and the words that go with them.
  const language = asked ?? (/\p{Script=Han}/u.test(stream.title) ? 'zh-CN' : 'en');
  const { title, hostName } = titledIn(asked ?? 'zh-CN', stream);
  const names = shown.slice(0, NAMED).map((product) => namedIn(asked ?? 'zh-CN', product).name);
  const text = (asked === 'en' && stream.descriptionEn) || stream.description;
  const when = whenOf(stream, timeZone, language);
  const own = product ? [product.picture ?? ''] : [];
  const pictures = [...own, stream.cover, ...shown.map(({ picture }) => picture ?? '')];
  const hash = pictures.flatMap((picture) => OWN_PICTURE.exec(picture)?.[1] ?? [])[0];
  return {
    ...{ language, hostName },
    title: product ? namedIn(asked ?? 'zh-CN', product).name : title,
    description: (product
      ? [...when, title, hostName]
      : [...when, ...(text === '' ? [hostName, ...names] : [inOneLine(text)])]
    ).join(' · '),
    isProduct: product !== null,
    imagePath: hash === undefined ? null : `/pictures/cover/${hash}.jpg`,
    startsAtMs: stream.liveStartMs ?? stream.scheduledAtMs,
    endedAtMs: stream.endedAtMs,
  };
}

/** When a stream is, while that is still to come. Who reads it in a chat may be anywhere, so that the zone is named. */
function whenOf(stream: StreamRow, timeZone: string, language: PreviewLanguage): string[] {
  const { status, scheduledAtMs } = stream;
  if (status === 'LIVE' || status === 'INTERRUPTED') return [words[language].liveNow];
  if (status !== 'SCHEDULED') return [];
  const format = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const clock = format('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
  const part = new Map(clock.formatToParts(scheduledAtMs).map(({ type, value }) => [type, value]));
  const day = format(language, { weekday: 'short', month: 'short', day: 'numeric' }).format(scheduledAtMs);
  const time = `${part.get('hour')}:${part.get('minute')}`;
  return [words[language].at(day, time, part.get('timeZoneName') ?? timeZone)];
}

/** What somebody wrote in paragraphs, as a chat shows it. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function isForEverybody({ status, rehearsalOf }: StreamRow): boolean {
  return rehearsalOf === null && status !== 'REHEARSAL' && status !== 'CANCELLED';
}

/**
 * Writes a preview into the head of the page, as Open Graph and schema.org.
 * @param page the built index.html, with a title and a description
 * @param path of the stream's page
 * @param origin public; null: neither address nor picture, since both have to be absolute
 */
export function withPreview(page: string, preview: LinkPreview, path: string, origin: string | null): string {
  const { language, title, description } = preview;
  const url = origin && origin + path;
  const image = origin && preview.imagePath && origin + preview.imagePath;
  const properties = {
    'og:type': 'website',
    'og:site_name': 'Fairday',
    'og:title': title,
    'og:description': description,
    'og:locale': locales[language],
    'og:locale:alternate': locales[language === 'en' ? 'zh-CN' : 'en'],
    ...(url && { 'og:url': url }),
    ...(image && { 'og:image': image, 'og:image:width': '1200', 'og:image:height': '630' }),
  };
  const tags = [
    ...Object.entries(properties).map(
      ([name, value]) => `<meta property="${name}" content="${inText(value)}" />`,
    ),
    `<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}" />`,
    ...(url ? [`<link rel="canonical" href="${inText(url)}" />`] : []),
    `<script type="application/ld+json">${inScript(preview.isProduct ? productOf(preview, url, image) : broadcastOf(preview, url, image))}</script>`,
  ];
  // By functions: in a replacing text "$&" would mean something.
  return page
    .replace(/<title>[^<]*<\/title>/, () => `<title>${inText(title)} · Fairday</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, before: string) => before + inText(description))
    .replace('</head>', () => `${tags.map((tag) => `  ${tag}\n`).join('')}  </head>`);
}

function productOf({ title, description }: LinkPreview, url: string | null, image: string | null) {
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: title,
    description,
    ...(url && { url }),
    ...(image && { image }),
  };
}

function broadcastOf(preview: LinkPreview, url: string | null, image: string | null) {
  const { language, title, description, hostName, startsAtMs, endedAtMs } = preview;
  return {
    '@context': 'https://schema.org',
    '@type': 'BroadcastEvent',
    name: title,
    description,
    inLanguage: language,
    isLiveBroadcast: true,
    startDate: new Date(startsAtMs).toISOString(),
    ...(endedAtMs !== null && { endDate: new Date(endedAtMs).toISOString() }),
    ...(url && { url }),
    ...(image && { image }),
    organizer: { '@type': 'Person', name: hostName },
  };
}

/** JSON between script tags: no text in it ends the script, or begins a comment. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
