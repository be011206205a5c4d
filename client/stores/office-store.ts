import type { HealthView, SettingView } from '../../shared/contract/office.ts';
import { ok } from '../../shared/values/result.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** What changes is worth a look six times a minute; a page that blinks is worth none. */
const HEALTH_MS = 10_000;

/** What the server runs with: it stays as it is until the next start. */
export function createSettingsStore({ http }: Pick<Outside, 'http'>): RemoteValue<readonly SettingView[]> {
  return createRemoteValue(async () => {
    const answer = await http.call('serverSettings');
    return answer.ok ? ok(answer.value.settings) : answer;
  });
}

/** How the market is; it asks again by itself. */
export function createHealthStore({ http }: Pick<Outside, 'http'>): RemoteValue<HealthView> {
  return createRemoteValue(
    () => http.call('health'),
    () => HEALTH_MS,
  );
}
