import type { Express } from 'express';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { Config } from '../../../config.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Readers } from '../../../ports/readers.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import { documentPace } from '../../limits/document-pace.ts';
import { pagesOrigin } from '../../visitors/origin.ts';
import { answerRefusal } from '../answer.ts';
import { calendarFile } from './calendar-file.ts';

/** Cache time of a calendar file in ms: many tap a reminder at the same time. */
const KEPT_MS = 10 * SECOND;
const MAX_KEPT = 500;

/**
 * Serves the calendar file of each public stream. A cancelled one has one too, so that calendars learn of it.
 * `?lang=en` gives the English names. Rehearsals have none (S1).
 */
export function serveCalendarFiles(
  app: Express,
  {
    config,
    readers,
    clock,
  }: {
    config: Pick<Config, 'publicOrigin' | 'limits'>;
    readers: Pick<Readers, 'streamBySlug'>;
    clock: Pick<Clock, 'nowMs' | 'at'>;
  },
): void {
  const kept = new BoundedMap<string, { row: StreamRow | null; atMs: number }>(MAX_KEPT);

  async function streamOf(slug: string): Promise<StreamRow | null> {
    const nowMs = clock.nowMs();
    const known = kept.get(slug);
    if (known && nowMs - known.atMs < KEPT_MS) return known.row;
    const found = await readers.streamBySlug(slug);
    const row = found && found.rehearsalOf === null && found.status !== 'REHEARSAL' ? found : null;
    kept.set(slug, { row, atMs: nowMs });
    return row;
  }

  app.get('/s/:slug.ics', documentPace(config.limits, clock), async (request, response) => {
    const row = await streamOf(String(request.params.slug));
    if (!row) return answerRefusal(response, { code: 'NOT_FOUND' });
    const { streamId, slug, pageSeq, scheduledAtMs, liveStartMs, endedAtMs, status } = row;
    const isEnglish = request.query.lang === 'en';
    const text = calendarFile(
      {
        ...{ streamId, pageSeq, endedAtMs },
        title: (isEnglish && row.titleEn) || row.title,
        description: (isEnglish && row.descriptionEn) || row.description,
        url: `${pagesOrigin(config, request)}/s/${slug}`,
        startsAtMs: liveStartMs ?? scheduledAtMs,
        isCancelled: status === 'CANCELLED',
      },
      clock.nowMs(),
    );
    response
      .set('Content-Type', 'text/calendar; charset=utf-8')
      .set('Content-Disposition', `inline; filename="${slug}.ics"`)
      .set('Cache-Control', 'no-cache')
      .send(text);
  });
}
