import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Clock, Ids } from '../../../../lib/clock.ts';

/** How its host calls the beginning of a replay, which was pinned as nothing but its first product. */
const OPENING = { name: '开场：今晚有什么', nameEn: 'Hello, and what is on tonight' };

/** The host of a stream that is over says what its replay's first chapter is called (S8). @param startMs when the first item was pinned */
export async function nameChapters(
  { app, clock, ids }: { app: Pick<App, 'application'>; clock: Pick<Clock, 'nowMs'>; ids: Ids },
  host: StaffActor,
  streamId: string,
  startMs: number,
): Promise<void> {
  const known = await app.application.streamPage(host, streamId);
  if (!known.ok) throw new Error(`The page of ${streamId} can't be read: ${known.code}`);
  const { version, page } = known;
  const chapters = [{ itemNumber: 1, pinnedAtMs: startMs, ...OPENING }];
  const asked = { key: ids.next(), version, page: { ...page, chapters } };
  const told = await app.application.console(host, streamId, 'stream:describe', asked, clock.nowMs());
  if (!told.ok) throw new Error(`The chapters of ${streamId} were refused: ${told.code}`);
}
