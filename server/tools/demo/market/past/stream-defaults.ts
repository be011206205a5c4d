import { DAY, HOUR, MINUTE } from '../../../../../shared/values/time.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';

/** The office set what new streams begin with this long before the demo opens. */
export const DEFAULTS_SET_MS = 4 * DAY + 5 * HOUR;

/** New streams are planned for two hours, and keep what came free for five minutes for who waits first (S11). */
export async function setDefaults(
  app: App,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<void> {
  const { version, defaults } = await app.application.streamDefaults();
  const said = await app.application.setStreamDefaults(office, {
    ...{ key: ids.next(), version },
    defaults: { ...defaults, plannedMs: 120 * MINUTE, offerMs: 5 * MINUTE },
  });
  if (!said.ok) throw new Error(`What new streams begin with was refused: ${said.code}`);
}
