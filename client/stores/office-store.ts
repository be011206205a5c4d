import type { HealthView, SettingView } from '../../shared/contract/office.ts';
import { ok } from '../../shared/values/result.ts';
import type { RemoteValue } from './remote-value.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** What changes is worth a look six times a minute; a page that blinks is worth none. */
const HEALTH_MS = 10_000;

/** What the server runs with: it stays as it is until the next start. */
export function createSettingsStore(world: World): RemoteValue<readonly SettingView[]> {
  return createStaffRead(world, ['server-settings'], async () => {
    const answer = await world.http.call('serverSettings');
    return answer.ok ? ok(answer.value.settings) : answer;
  });
}

/** How the market is; it asks again by itself. */
export function createHealthStore(world: World): RemoteValue<HealthView> {
  return createStaffRead(
    world,
    ['health'],
    () => world.http.call('health'),
    () => HEALTH_MS,
  );
}
