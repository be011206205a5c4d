import type { HealthView } from '../../../../shared/contract/office.ts';
import { whyNot } from '../../../media/media-view.ts';
import type { Counters } from '../../counters.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SecurityLog } from '../../security/security-log.ts';

/** Servers that are shown; names of old ones are forgotten after a while. */
const NODES_SHOWN = 50;

/** How the market is, as this server sees it. What does not answer is said to be so; nothing of it throws. */
export async function healthOf(
  deps: Pick<
    GatewayDeps,
    'audience' | 'clock' | 'inside' | 'isReady' | 'media' | 'nodeId' | 'settlementAdmin'
  > & {
    counters: Counters;
    security: Pick<SecurityLog, 'state'>;
    isDraining: () => boolean;
  },
): Promise<HealthView> {
  const { audience, clock, counters, inside, media, nodeId, settlementAdmin } = deps;
  const orNull = <Value>(asked: Promise<Value> | undefined) => asked?.catch(() => null) ?? null;
  const [isReady, beats, board, disk] = await Promise.all([
    orNull(deps.isReady?.() ?? Promise.resolve(true)),
    orNull(audience.beats(NODES_SHOWN)),
    orNull(settlementAdmin?.board()),
    orNull(inside?.disk()),
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
    disk,
    lostFiles: [...(inside?.lostFiles() ?? [])],
    clock: inside?.clockOff() ?? null,
    security: { waiting, lost, failingSinceMs },
    nodes: (beats ?? []).map(({ node, atMs }) => ({ nodeId: node, heardAtMs: atMs })),
  };
}
