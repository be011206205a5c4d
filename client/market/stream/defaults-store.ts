import type { Reason } from '../../../shared/contract/answer.ts';
import type { StreamDefaults, StreamDefaultsView } from '../../../shared/market/stream/defaults.ts';
import { createIdempotentSender } from '../../stores/idempotent-sender.ts';
import type { RemoteValue } from '../../stores/remote-value.ts';
import { createStaffRead } from '../../stores/staff-read.ts';
import type { World } from '../../stores/world.ts';

/** What the shop's new streams begin with (S11), for an operator who sets it. */
export interface StreamDefaultsStore extends RemoteValue<StreamDefaultsView> {
  /** @param version of what the form began with. @returns why not, or null */
  set(version: number, defaults: StreamDefaults): Promise<Reason | null>;
}

export function createStreamDefaultsStore(world: World): StreamDefaultsStore {
  const { http, newKey } = world;
  const asked = createStaffRead(world, ['stream-defaults'], () => http.call('streamDefaults'));
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    async set(version, defaults) {
      const answer = await send({ version, defaults }, (body) => http.call('setStreamDefaults', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}
