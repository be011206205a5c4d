import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { SECOND } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Readers } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';

/** A link may be opened by thousands at once; what it shows may be so old. */
const KEPT_MS = 10 * SECOND;
const MOST_KEPT = 500;
/** Products whose names stand in the description. */
const NAMED = 3;
/** Products that are looked through for a picture. */
const LOOKED_THROUGH = 10;
const OWN_PICTURE = /^\/pictures\/([0-9a-f]{40})\.(?:jpg|png|webp)$/;

/** What a chat or a search engine shows of a stream's address. */
export interface LinkPreview {
  title: string;
  description: string;
  hostName: string;
  /** The path of a JPEG of 1200 × 630 pixels on this server; null if no product has a picture of ours. */
  imagePath: string | null;
  startsAtMs: number;
  endedAtMs: number | null;
}

/**
 * Finds what a link to a stream shows, for a few seconds from memory: the same address is asked for by every phone that
 * opens it.
 * @returns by the stream's name in its address; null for rehearsals, cancelled streams, and where there is none
 */
export function linkPreviews({
  readers,
  clock,
}: {
  readers: Pick<Readers, 'streamBySlug' | 'shown'>;
  clock: Clock;
}) {
  const kept = new BoundedMap<string, { preview: LinkPreview | null; atMs: number }>(MOST_KEPT);

  return async (slug: string): Promise<LinkPreview | null> => {
    const nowMs = clock.nowMs();
    const known = kept.get(slug);
    if (known && nowMs - known.atMs < KEPT_MS) return known.preview;
    const stream = await readers.streamBySlug(slug);
    const preview = stream && isForEverybody(stream) ? await previewOf(stream) : null;
    kept.set(slug, { preview, atMs: nowMs });
    return preview;
  };

  async function previewOf(stream: StreamRow): Promise<LinkPreview> {
    const shown = await readers.shown(stream.streamId, LOOKED_THROUGH);
    const names = shown.slice(0, NAMED).map(({ name }) => name);
    const pictures = [stream.cover, ...shown.map(({ picture }) => picture ?? '')];
    const hash = pictures.flatMap((picture) => OWN_PICTURE.exec(picture)?.[1] ?? [])[0];
    const { description } = stream;
    return {
      title: stream.title,
      description: description === '' ? [stream.hostName, ...names].join(' · ') : inOneLine(description),
      hostName: stream.hostName,
      imagePath: hash === undefined ? null : `/pictures/cover/${hash}.jpg`,
      startsAtMs: stream.liveStartMs ?? stream.scheduledAtMs,
      endedAtMs: stream.endedAtMs,
    };
  }
}

/** What somebody wrote in paragraphs, as a chat shows it. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function isForEverybody({ status, rehearsalOf }: StreamRow): boolean {
  return rehearsalOf === null && status !== 'REHEARSAL' && status !== 'CANCELLED';
}

/**
 * Writes a preview into the head of the one page, in Open Graph's words and in those of schema.org.
 * @param page the built index.html, with a title and a description
 * @param path of the stream's page
 * @param origin that people open, from PUBLIC_URL; null: addresses have to be absolute, so there is none and no picture
 */
export function withPreview(page: string, preview: LinkPreview, path: string, origin: string | null): string {
  const { title, description } = preview;
  const url = origin && origin + path;
  const image = origin && preview.imagePath && origin + preview.imagePath;
  const properties = {
    'og:type': 'website',
    'og:site_name': 'Fairday',
    'og:title': title,
    'og:description': description,
    ...(url && { 'og:url': url }),
    ...(image && { 'og:image': image, 'og:image:width': '1200', 'og:image:height': '630' }),
  };
  const tags = [
    ...Object.entries(properties).map(
      ([name, value]) => `<meta property="${name}" content="${inText(value)}" />`,
    ),
    `<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}" />`,
    ...(url ? [`<link rel="canonical" href="${inText(url)}" />`] : []),
    `<script type="application/ld+json">${inScript(broadcastOf(preview, url, image))}</script>`,
  ];
  // By functions: in a replacing text "$&" would mean something.
  return page
    .replace(/<title>[^<]*<\/title>/, () => `<title>${inText(title)} · Fairday</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, before: string) => before + inText(description))
    .replace('</head>', () => `${tags.map((tag) => `  ${tag}\n`).join('')}  </head>`);
}

function broadcastOf(preview: LinkPreview, url: string | null, image: string | null) {
  const { title, description, hostName, startsAtMs, endedAtMs } = preview;
  return {
    '@context': 'https://schema.org',
    '@type': 'BroadcastEvent',
    name: title,
    description,
    isLiveBroadcast: true,
    startDate: new Date(startsAtMs).toISOString(),
    ...(endedAtMs !== null && { endDate: new Date(endedAtMs).toISOString() }),
    ...(url && { url }),
    ...(image && { image }),
    organizer: { '@type': 'Person', name: hostName },
  };
}

/** What people typed, as text inside a tag or between two. */
function inText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** JSON between script tags: no text in it ends the script, or begins a comment. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
