import { MAX_ITEMS } from '../../../../shared/market/lineup/bounds.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, titledIn } from '../../../../shared/values/names.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { Application } from '../../../application/application.ts';
import type { SettlementAdmin } from '../../../application/payout/payouts.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Readers, ShownProduct } from '../../../ports/readers.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import { defaultTerms } from '../../../shop/ledger/terms.ts';
import { inText } from './in-text.ts';

/** Cache time of a preview in ms: thousands may open one link at the same time. */
const KEPT_MS = 10 * SECOND;
const MAX_KEPT = 500;
/** Product names in a description. */
const NAMED = 3;
/** Products searched for a picture; for a product's own address, all that a stream may number. */
const LOOKED_THROUGH = 10;
const OWN_PICTURE = /^\/pictures\/([0-9a-f]{40})\.(?:jpg|png|webp)$/;

/** A language that previews are written in. */
export type PreviewLanguage = 'en' | 'zh-CN';

const words = {
  en: {
    liveNow: 'Live now',
    at: (day: string, time: string, zone: string) => `${day}, ${time} ${zone}`,
    sold: (units: number) => `${units.toLocaleString('en')} sold`,
  },
  'zh-CN': {
    liveNow: '正在直播',
    sold: (units: number) => `已售 ${units.toLocaleString('zh-CN')}`,
    at: (day: string, time: string, zone: string) =>
      `${day} ${time}（${zone === 'GMT+8' ? '北京时间' : zone}）`,
  },
} as const;
const locales = { en: 'en_US', 'zh-CN': 'zh_CN' } as const;

/** The preview of a link in a chat or a search engine: of a stream, of a product in it, or of a producer. */
export interface LinkPreview {
  language: PreviewLanguage;
  title: string;
  /** The description: of a planned stream with its time first, of a live one with that status first. */
  description: string;
  /** The path of a JPEG of 1200 × 630 pixels on this server; null if there is no picture of ours. */
  imagePath: string | null;
  of:
    | { kind: 'stream'; hostName: string; startsAtMs: number; endedAtMs: number | null }
    | { kind: 'product' }
    | { kind: 'producer' };
}

/** The source of a preview in any language. */
interface Found {
  stream: StreamRow;
  shown: readonly ShownProduct[];
  /** How many of the product were sold (B8); null: too few to tell, or it is the stream's. */
  sold: number | null;
  /** The product's list price; null: its stream is not on, or it is the stream's. */
  price: { minor: number; currency: string } | null;
  timeZone: string;
  /** The product that the address names; null: none. */
  product: ShownProduct | null;
}

/**
 * Previews of links to streams and products, cached for ten seconds, since each phone that opens a link requests one.
 * @returns a look-up by slug, language (null: the market's own names) and product number (null or unknown: the stream).
 * It returns null for rehearsals, cancelled and unknown streams
 */
export function linkPreviews({
  readers,
  clock,
  settlementAdmin,
  application,
}: {
  readers: Pick<Readers, 'streamBySlug' | 'shown'>;
  clock: Clock;
  settlementAdmin?: Pick<SettlementAdmin, 'timeZone'> | null;
  /** The view of a stream that is on, and how many were sold of its products (B8); absent: no price, no count. */
  application?: Partial<Pick<Application, 'sold' | 'position'>>;
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
    const sold = itemNumber === null ? null : await application?.sold?.(stream.slug);
    return {
      ...{ stream, shown: all.slice(0, LOOKED_THROUGH), timeZone, product },
      sold: sold?.get(itemNumber ?? 0) ?? null,
      price: product && (await priceOf(stream, product.itemNumber)),
    };
  }

  /** Of a stream that is on, whose log is awake anyway; before it begins its host may set another. */
  async function priceOf({ streamId, status }: StreamRow, itemNumber: number): Promise<Found['price']> {
    if (status !== 'LIVE' && status !== 'INTERRUPTED') return null;
    const view = (await application?.position?.(streamId))?.view;
    const card = view?.cards[itemNumber];
    return card && view.stream ? { minor: card.listPriceMinor, currency: view.stream.currency } : null;
  }
}

/**
 * A preview. A product's begins with its list price: what something costs is the first that is asked of it in a chat. Chats
 * keep previews for days, so a flash price, which lasts minutes, is never in it; the page says the price of now.
 */
function previewOf(
  { stream, shown, timeZone, product, sold, price }: Found,
  asked: PreviewLanguage | null,
): LinkPreview {
  // Without a language the given names are used, with words in their language.
  const language = asked ?? languageOf(stream.title);
  const { title, hostName } = titledIn(asked ?? 'zh-CN', stream);
  const names = shown.slice(0, NAMED).map((product) => namedIn(asked ?? 'zh-CN', product).name);
  const text = (asked === 'en' && stream.descriptionEn) || stream.description;
  const when = whenOf(stream, timeZone, language);
  const own = product ? [product.picture ?? ''] : [];
  const pictures = [...own, stream.cover, ...shown.map(({ picture }) => picture ?? '')];
  return {
    language,
    title: product ? namedIn(asked ?? 'zh-CN', product).name : title,
    description: (product
      ? [
          ...(price ? [formatMoney(price.minor, price.currency, language)] : []),
          ...when,
          ...(sold === null ? [] : [words[language].sold(sold)]),
          title,
          hostName,
        ]
      : [...when, ...(text === '' ? [hostName, ...names] : [inOneLine(text)])]
    ).join(' · '),
    imagePath: coverOf(pictures),
    of: product
      ? { kind: 'product' }
      : {
          ...{ kind: 'stream', hostName, endedAtMs: stream.endedAtMs },
          startsAtMs: stream.liveStartMs ?? stream.scheduledAtMs,
        },
  };
}

/** The path of the first of these pictures that this server keeps, as a JPEG of 1200 × 630 pixels; null: it keeps none. */
export function coverOf(pictures: readonly string[]): string | null {
  const [hash] = pictures.flatMap((picture) => OWN_PICTURE.exec(picture)?.[1] ?? []);
  return hash === undefined ? null : `/pictures/cover/${hash}.jpg`;
}

/** The language of words beside a given name, for who asked for none. */
export function languageOf(name: string): PreviewLanguage {
  return /\p{Script=Han}/u.test(name) ? 'zh-CN' : 'en';
}

/** The status or the coming time of a stream, with its zone: readers in a chat may be anywhere. */
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

/** A text of several paragraphs in one line. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function isForEverybody({ status, rehearsalOf }: StreamRow): boolean {
  return rehearsalOf === null && status !== 'REHEARSAL' && status !== 'CANCELLED';
}

/**
 * Writes a preview into the head of the page, as Open Graph and schema.org.
 * @param page the built index.html, with a title and a description
 * @param path of the stream's page
 * @param origin public; null: no address and no picture, since both must be absolute
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
    `<script type="application/ld+json">${inScript(schemaOf(preview, url, image))}</script>`,
  ];
  // Replaced by functions, since "$&" in a text would be a pattern.
  return page
    .replace(/<title>[^<]*<\/title>/, () => `<title>${inText(title)} · Fairday</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, before: string) => before + inText(description))
    .replace('</head>', () => `${tags.map((tag) => `  ${tag}\n`).join('')}  </head>`);
}

/** What it is, by schema.org. */
function schemaOf(preview: LinkPreview, url: string | null, image: string | null) {
  const { language, title, description, of } = preview;
  const said = {
    '@context': 'https://schema.org',
    name: title,
    description,
    ...(url && { url }),
    ...(image && { image }),
  };
  if (of.kind === 'product') return { ...said, '@type': 'Product' };
  if (of.kind === 'producer') return { ...said, '@type': 'Organization' };
  const { hostName, startsAtMs, endedAtMs } = of;
  return {
    ...said,
    '@type': 'BroadcastEvent',
    inLanguage: language,
    isLiveBroadcast: true,
    startDate: new Date(startsAtMs).toISOString(),
    ...(endedAtMs !== null && { endDate: new Date(endedAtMs).toISOString() }),
    organizer: { '@type': 'Person', name: hostName },
  };
}

/** JSON for a script tag: no text in it ends the script or starts a comment. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
