import { MAX_ITEMS } from '../../../../../shared/market/lineup/bounds.ts';
import type { Application } from '../../../../application/application.ts';
import type { Clock } from '../../../../lib/clock.ts';
import type { Readers } from '../../../../ports/readers.ts';
import type { PreviewLanguage } from '../link-preview.ts';
import { type FirstView, firstViewOf, firstViewOfRow } from './render.ts';

interface Deps {
  readers: Pick<Readers, 'streamBySlug' | 'shown'>;
  application: Pick<Application, 'position' | 'timeOf'>;
  clock: Pick<Clock, 'steadyMs'>;
}

/**
 * The first view of a stream's page, before its scripts run. A live stream's shows its public view, whose log is awake
 * anyway. A scheduled stream's shows rows of the store.
 * @returns null for a stream that is over, rehearsed or unknown
 */
export function firstViews({ readers, application, clock }: Deps) {
  return async (
    slug: string,
    of: { language: PreviewLanguage; named: number | null },
  ): Promise<FirstView | null> => {
    const row = await readers.streamBySlug(slug);
    if (!row) return null;
    const { streamId, status } = row;
    if (status === 'SCHEDULED') {
      return firstViewOfRow(row, await readers.shown(streamId, MAX_ITEMS), of);
    }
    if (status !== 'LIVE' && status !== 'INTERRUPTED') return null;
    const view = (await application.position(streamId))?.view;
    return view
      ? firstViewOf(view, { ...of, cover: row.cover }, application.timeOf(streamId, clock.steadyMs()))
      : null;
  };
}
