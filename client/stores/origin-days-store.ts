import type { Reason } from '../../shared/contract/answer.ts';
import type { OriginDays, SetShipDaysRequest } from '../../shared/contract/ship-days.ts';
import { ok } from '../../shared/values/result.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** How long each origin takes (P4), for an operator, who may say it anew. */
export function createOriginDaysStore(world: World) {
  const { http, newKey } = world;
  const asked = createStaffRead<readonly OriginDays[]>(world, ['origin-days'], async () => {
    const answer = await http.call('originDays');
    return answer.ok ? ok(answer.value.origins) : answer;
  });
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** @param known what the form began with. @returns why not, or null */
    async set(known: OriginDays, days: SetShipDaysRequest['days']): Promise<Reason | null> {
      const { origin, version } = known;
      const answer = await send({ origin, version, days }, (body) => http.call('setShipDays', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}
