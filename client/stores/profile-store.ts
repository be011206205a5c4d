import type { Reason } from '../../shared/contract/answer.ts';
import type { ProducerProfile } from '../../shared/contract/producer-profile.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { createPictures } from './pictures.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** What a producer says of themselves, for who may say it (B10). */
export function createProfileStore(producerId: string, world: World) {
  const { http, newKey } = world;
  const asked = createStaffRead(world, ['profile', producerId], () =>
    http.call('publicProducer', { params: { producerId } }),
  );
  const send = createIdempotentSender(newKey);
  const bring = createPictures(http);
  return {
    ...asked,
    /**
     * @param version of what the form began with
     * @param portrait a new one; null: the one that the profile names, or none
     * @param paper a new picture of the licence, likewise
     * @returns why not, or null
     */
    async describe(
      version: number,
      profile: ProducerProfile,
      portrait: Blob | null,
      paper: Blob | null = null,
    ): Promise<Reason | null> {
      const brought = await bring(portrait);
      if (!brought.ok) return brought.refusal;
      const shown = await bring(profile.licence ? paper : null);
      if (!shown.ok) return shown.refusal;
      const { licence } = profile;
      const whole = {
        version,
        profile: {
          ...profile,
          ...(brought.value.picture !== undefined && { portrait: brought.value.picture }),
          ...(licence && shown.value.picture !== undefined && { licence: { ...licence, ...shown.value } }),
        },
      };
      const answer = await send(whole, (body) =>
        http.call('describeProducer', { params: { producerId }, body }),
      );
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}
