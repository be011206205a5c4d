import { refusalAck } from '../../../server/application/ack.ts';
import { mediaStarted, mediaStopped } from '../../../server/market/broadcast/media.ts';
import type { DecideAt, Decision } from '../../../server/market/kernel/decision.ts';
import type { StreamState } from '../../../server/market/state.ts';
import { MediaUnavailable } from '../../../server/ports/media.ts';
import type { Node, Server } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { Lines } from './line.ts';

/** A silence is noticed late now and then, also when its ten seconds are over. */
const LATE_MS = 12_000;

/**
 * The host's device as the market's servers hear it: its media come to one node, which takes them to itself and tells
 * the log when they begin and when they have stopped (S2). A lost message is a server that heard nothing.
 */
export class Camera {
  private readonly deps: { world: World; lines: Lines; streamId: string };
  private node: Node | null = null;

  constructor(deps: Camera['deps']) {
    this.deps = deps;
  }

  /** Begins to send, or stops, at the node where it is; begins at any other one after that. */
  async acts(): Promise<void> {
    const { chance } = this.deps.world;
    if (this.node && chance.happens(0.6)) return this.stops(this.node);
    await this.starts();
  }

  private async starts(): Promise<void> {
    const { lines, streamId } = this.deps;
    const node = lines.anyNode();
    const ack = await lines.ask(node, async (server) => {
      const isHere = await this.isTaken(server);
      if (isHere) await this.tells(server, (state) => mediaStarted(state));
      return isHere ? { ok: true as const } : refusalAck({ code: 'FORBIDDEN' });
    });
    if (ack?.ok) this.node = node;
    this.deps.world.story.tell('camera', () => `on at ${node.name}: ${ack?.ok} (${streamId})`);
  }

  private async stops(node: Node): Promise<void> {
    const { world, lines } = this.deps;
    const lateMs = world.chance.happens(0.2) ? world.chance.whole(0, LATE_MS) : 0;
    this.node = null;
    const ack = await lines.ask(node, async (server) => {
      await this.tells(server, (state, at) =>
        mediaStopped(state, { lastAtMs: at.receivedAtMs - lateMs }, at),
      );
      return { ok: true as const };
    });
    world.story.tell('camera', () => `off at ${node.name}: ${ack?.ok}`);
  }

  /** Of several nodes this one has the media now, unless another one has them that is not found to be gone. */
  private async isTaken({ homes }: Server): Promise<boolean> {
    if (!homes) return true;
    const { lines, streamId } = this.deps;
    const home = await homes.elsewhere(streamId);
    if (home && !lines.nodes.some(({ life }) => life.name === home.node)) homes.isGone(streamId, home.node);
    try {
      await homes.claim(streamId);
      return true;
    } catch (error) {
      if (error instanceof MediaUnavailable) return false;
      throw error;
    }
  }

  private async tells(
    { engines, clock }: Server,
    decide: (state: StreamState, at: DecideAt) => Decision<unknown>,
  ): Promise<void> {
    const engine = await engines.stream(this.deps.streamId);
    await engine?.submit({ readAtMs: clock.steadyMs(), ids: [], key: null, decide });
  }
}
