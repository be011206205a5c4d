import { refusalAck } from '../../../server/application/ack.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import { type Complaints, isMistake } from '../checks/complaints.ts';
import type { Tally } from '../faults/tally.ts';
import type { Weather } from '../faults/weather.ts';
import type { Node, Server } from '../world/node.ts';
import type { World } from '../world/world.ts';

/** An answer that has not come by then is not waited for. */
const PATIENCE_MS = 2_500;

/** The lines between people and nodes: a message may be lost or late, either way; a dead node answers nothing. */
export class Lines {
  weather: Weather;
  readonly nodes: readonly Node[];
  readonly world: World;
  private readonly complaints: Complaints;
  private readonly tally: Tally;

  constructor(world: World, nodes: readonly Node[], complaints: Complaints, weather: Weather, tally: Tally) {
    this.complaints = complaints;
    this.world = world;
    this.nodes = nodes;
    this.weather = weather;
    this.tally = tally;
  }

  anyNode(): Node {
    return this.world.chance.one(this.nodes);
  }

  /**
   * Asks a node. What the node throws is INTERNAL to who asked, as at the front door.
   * @returns null if no answer came in time
   */
  ask<Reply extends object>(
    node: Node,
    run: (server: Server, readAtMs: number) => Promise<Ack<Reply>>,
  ): Promise<Ack<Reply> | null> {
    const { world } = this;
    return new Promise((resolve) => {
      let isOver = false;
      const end = (ack: Ack<Reply> | null) => {
        if (isOver) return;
        isOver = true;
        callOff();
        resolve(ack);
      };
      const callOff = world.after(PATIENCE_MS, () => end(null));
      const there = this.way();
      if (there === null) return;
      world.after(there, () => {
        const { server } = node;
        if (!server) {
          // Connection refused: that is heard.
          world.after(1, () => end(null));
          return;
        }
        // The frame is read when the process runs; the line breaks with it.
        const { life } = server;
        this.world.whenRunning(life, () => {
          run(server, server.clock.steadyMs())
            .catch((error: unknown) => {
              if (isMistake(error)) this.complaints.add('fault', `${life.name} throws ${error}`);
              world.story.tell(`${life.name} throws`, () => String(error));
              return refusalAck({ code: 'INTERNAL' }) as Ack<Reply>;
            })
            .then((ack) => {
              const back = this.way();
              if (back !== null) world.after(back, () => end(ack));
            });
        });
      });
    });
  }

  /** How long a message takes; null: it is lost, or the line breaks. */
  way(): number | null {
    const { chance } = this.world;
    if (chance.happens(this.weather.lineLost)) {
      this.tally.count('client message lost');
      return null;
    }
    if (!chance.happens(this.weather.lineSlow)) return chance.between(0.5, 20);
    this.tally.count('client message late');
    return chance.seldomLong(20, 4_000);
  }
}
