import type { HealthView } from '../../../../shared/contract/office.ts';
import { MANY_LOOK_UPS } from '../../../../shared/contract/office-lists.ts';
import type { WebhookView } from '../../../../shared/contract/webhook.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import { whyNot } from '../../../media/media-view.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Counters } from '../../metrics/counters.ts';
import type { SecurityLog } from '../../security/security-log.ts';
import { originOf } from './webhook-routes.ts';

/** Bound of listed servers, the most recent; names of removed ones expire. */
const NODES_SHOWN = 50;
/** Bound of look-ups that are counted: those of some eight people who are at their limit. */
const LOOK_UPS_COUNTED = 1_000;

/** The health of the market, as this server sees it. A failed look-up yields null and never throws. */
export async function healthOf(
  deps: Pick<
    GatewayDeps,
    | 'application'
    | 'audience'
    | 'clock'
    | 'directory'
    | 'inside'
    | 'isReady'
    | 'media'
    | 'nodeId'
    | 'readers'
    | 'securityStore'
    | 'settlementAdmin'
    | 'webhookAdmin'
  > & {
    counters: Counters;
    security: Pick<SecurityLog, 'state'>;
    isDraining: () => boolean;
  },
): Promise<HealthView> {
  const { audience, clock, counters, inside, media, nodeId, settlementAdmin } = deps;
  const orNull = <Value>(asked: Promise<Value> | undefined) => asked?.catch(() => null) ?? null;
  const [isReady, beats, board, disk, late, lookUps, webhooks] = await Promise.all([
    orNull(deps.isReady?.() ?? Promise.resolve(true)),
    orNull(audience.beats(NODES_SHOWN)),
    orNull(settlementAdmin?.board()),
    orNull(inside?.disk()),
    orNull(deps.application.shopToday().then((today) => deps.readers.lateOrders(today))),
    orNull(manyLookUps(deps)),
    orNull(deps.webhookAdmin?.list()),
  ]);
  const { waiting, lost, failingSinceMs } = deps.security.state();
  const audit = inside?.audit() ?? null;
  return {
    asOfMs: clock.nowMs(),
    nodeId,
    startedAtMs: inside?.startedAtMs ?? clock.nowMs(),
    isReady: isReady === true && !deps.isDraining(),
    faults: counters.faults.total,
    media: { video: whyNot(media.status()), hls: whyNot(media.packagerStatus()) },
    audit: audit && { ...audit, findings: counters.auditFindings },
    outbox: inside?.outbox() ?? { isHere: false, work: [] },
    payouts: board && { overdue: board.promise.overdue },
    shipping: late && { late: late.reduce((sum, { orders }) => sum + orders, 0) },
    disk,
    ...(inside?.lastBackup && { backup: inside.lastBackup() }),
    lostFiles: [...(inside?.lostFiles() ?? [])],
    clock: inside?.clockOff() ?? null,
    security: { waiting, lost, failingSinceMs },
    chat: counters.chat.lately(clock.nowMs()),
    lookUps,
    ...(deps.webhookAdmin && { webhooks: webhooks?.flatMap(webhookOf) ?? null }),
    nodes: (beats ?? []).map(({ node, atMs }) => ({ nodeId: node, heardAtMs: atMs })),
  };
}

/** One that staff turned off is as they want it. */
function webhookOf({
  webhookId,
  url,
  failingSinceMs,
  offWhy,
}: WebhookView): NonNullable<HealthView['webhooks']> {
  return offWhy === 'staff' ? [] : [{ webhookId, origin: originOf(url), failingSinceMs, offWhy }];
}

/** Staff who looked up many buyers within the last hour (A5). Null: no security log. */
async function manyLookUps({
  clock,
  directory,
  securityStore,
}: Pick<GatewayDeps, 'clock' | 'directory' | 'securityStore'>): Promise<HealthView['lookUps']> {
  if (!securityStore) return null;
  const entries = await securityStore.page({
    ...{ kind: 'people_looked_up', sinceMs: clock.nowMs() - HOUR, untilMs: null, after: null },
    limit: LOOK_UPS_COUNTED,
  });
  const timesOf = new Map<string, number>();
  for (const { staffId, times } of entries) {
    if (staffId !== null) timesOf.set(staffId, (timesOf.get(staffId) ?? 0) + times);
  }
  const many = [...timesOf].filter(([, times]) => times >= MANY_LOOK_UPS).sort(([, a], [, b]) => b - a);
  return Promise.all(
    many.map(async ([staffId, times]) => {
      const member = await directory.staffById(staffId);
      return { name: member?.name ?? null, ...secondNames({ nameEn: member?.nameEn }), times };
    }),
  );
}
