import { signInToken } from '../../../server/application/account/sign-in-token.ts';
import type { Stores } from '../../../server/main.ts';
import type { Cast } from '../../../server/tools/demo/market/past/cast.ts';
import { HOUR, MINUTE } from '../../../shared/values/time.ts';
import type { AuditMarket } from '../../builders/audit-market.ts';

/** Fills the tables that no log fills: who watched, who signed in, who was let in, who is told outside, who did what. */
export async function keepBesideLogs(market: AuditMarket, stores: Stores, cast: Cast): Promise<void> {
  const { app, ids, clock, streamId } = market;
  const nowMs = clock.nowMs();
  const { directory, audience, security, webhooks } = stores;
  const { analyst, office, packer } = cast;
  const viewer = { streamId, viewerId: ids.next(), channel: 'wechat' as const };
  const seen = { node: 'main', isStaff: false, fromMs: nowMs - 10 * MINUTE, toMs: nowMs - MINUTE };
  await audience.record([{ ...viewer, ...seen, connectionId: ids.next() }]);
  await audience.expose([{ ...viewer, itemNumber: 1, shownMs: 8_000, isOpened: true, oneIn: 1 }]);
  await audience.beat('main', nowMs);

  await directory.sealUnder(app.secrets.fingerprint);
  await directory.addAlias(ids.next(), viewer.viewerId, nowMs);
  await signInToken(app.deps, analyst.staffId);
  const tokenHash = app.secrets.digest(app.secrets.randomToken());
  await directory.addSession({ tokenHash, staffId: office.staffId, untilMs: nowMs + HOUR });
  const changed = { changeId: ids.next(), atMs: nowMs, byId: office.staffId, staffId: packer.staffId };
  await directory.changeStaff({ ...changed, act: { what: 'off' } });

  const entry = { entryId: ids.next(), atMs: nowMs, times: 1, isStranger: false, about: null, rows: 3 };
  const doer = {
    staffId: office.staffId,
    account: null,
    session: tokenHash.slice(0, 8),
    address: '203.0.113.0/24',
  };
  await security!.write([
    { ...entry, ...doer, kind: 'data_read', what: '/api/v1/packing', stream: 'parcels' },
  ]);

  // Switched off, so that nothing is sent to it when the market is opened anywhere.
  const kinds = ['order'] as const;
  const added = await app.webhookAdmin!.add(office, {
    url: 'https://till.invalid/fairday',
    kinds: [...kinds],
  });
  if (!added.ok) throw new Error('The webhook was refused.');
  const { webhookId } = added.value.webhook;
  await app.webhookAdmin!.switch(office, webhookId, false);
  await webhooks!.askReplay({ webhookId, logId: streamId, fromSeq: 1 });
}
