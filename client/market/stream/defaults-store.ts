import type { Reason } from '../../../shared/contract/answer.ts';
import type { StreamDefaults, StreamDefaultsView } from '../../../shared/market/stream/defaults.ts';
import type { Http } from '../../connection/http.ts';
import { createIdempotentSender } from '../../stores/idempotent-sender.ts';
import { createRemoteValue, type RemoteValue } from '../../stores/remote-value.ts';

/** What the shop's new streams begin with (S11), for an operator who sets it. */
export interface StreamDefaultsStore extends RemoteValue<StreamDefaultsView> {
  /** @param version of what the form began with. @returns why not, or null */
  set(version: number, defaults: StreamDefaults): Promise<Reason | null>;
}

export function createStreamDefaultsStore({
  http,
  newKey,
}: {
  http: Http;
  newKey(): string;
}): StreamDefaultsStore {
  const asked = createRemoteValue(() => http.call('streamDefaults'));
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
