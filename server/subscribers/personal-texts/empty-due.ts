import type { ApplicationDeps } from '../../application/deps.ts';

/** Texts that are destroyed at a time: orders are written in between. */
const AT_ONCE = 200;

/** Destroys all of people's words whose time is over (A4). */
export async function emptyDueTexts({
  directory,
  clock,
}: {
  directory: Pick<ApplicationDeps['directory'], 'emptyDueTexts'>;
  clock: Pick<ApplicationDeps['clock'], 'nowMs'>;
}): Promise<void> {
  const nowMs = clock.nowMs();
  let emptied = AT_ONCE;
  while (emptied === AT_ONCE) emptied = await directory.emptyDueTexts(nowMs, AT_ONCE);
}
