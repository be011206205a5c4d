import type { Reason } from '../../shared/contract/answer.ts';
import type { WebhookRequest, WebhookView } from '../../shared/contract/webhook.ts';
import { ok, type Result } from '../../shared/values/result.ts';
import type { RemoteValue } from './remote-value.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** The counts are written every three seconds. */
const LOOK_MS = 5_000;

export interface WebhooksStore extends RemoteValue<readonly WebhookView[]> {
  /** @returns its secret, which is told this once */
  add(request: WebhookRequest): Promise<Result<string, Reason>>;
  /** Each answers why not, or null. */
  switch(webhookId: string, isOn: boolean): Promise<Reason | null>;
  replay(webhookId: string, stream: string, fromSeq: number): Promise<Reason | null>;
  remove(webhookId: string): Promise<Reason | null>;
}

/** Who is told outside, and what operators do about it. */
export function createWebhooksStore(world: World): WebhooksStore {
  const { http } = world;
  const asked = createStaffRead(
    world,
    ['webhooks'],
    async () => {
      const answer = await http.call('webhooks');
      return answer.ok ? ok(answer.value.webhooks) : answer;
    },
    () => LOOK_MS,
  );
  async function done(answer: Promise<Result<unknown, Reason>>): Promise<Reason | null> {
    const said = await answer;
    await asked.reload();
    return said.ok ? null : said.refusal;
  }
  return {
    ...asked,
    async add(body) {
      const answer = await http.call('addWebhook', { body });
      await asked.reload();
      return answer.ok ? ok(answer.value.secret) : answer;
    },
    switch: (webhookId, isOn) => done(http.call('switchWebhook', { params: { webhookId }, body: { isOn } })),
    replay: (webhookId, stream, fromSeq) =>
      done(http.call('replayWebhook', { params: { webhookId }, body: { stream, fromSeq } })),
    remove: (webhookId) => done(http.call('removeWebhook', { params: { webhookId } })),
  };
}
