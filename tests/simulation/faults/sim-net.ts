import type { Bus, BusMessage } from '../../../server/ports/bus.ts';
import { type PeerAnswer, type PeerCall, PeerGone, type Peers } from '../../../server/ports/peers.ts';
import type { Life } from '../world/life.ts';
import type { World } from '../world/world.ts';
import type { Tally } from './tally.ts';
import type { Weather } from './weather.ts';

interface Member {
  node: string;
  life: Life;
  listeners: Set<(message: BusMessage) => void>;
  answer: ((call: PeerCall) => Promise<PeerAnswer>) | null;
}

/** The lines between nodes: a bus that loses, repeats and reorders, calls that get lost on the way there or back. */
export class SimNet {
  weather: Weather;
  private readonly world: World;
  private readonly tally: Tally;
  private readonly members = new Map<string, Member>();
  /** How many answers a node has heard of another, by its name and the other's address. */
  private readonly answers = new Map<string, number>();
  /** Pairs of nodes that can't reach each other, as `a b` with a before b. */
  private readonly cuts = new Set<string>();
  /** Nodes that the bus does not reach. */
  readonly busless = new Set<string>();

  constructor(world: World, weather: Weather, tally: Tally) {
    this.world = world;
    this.weather = weather;
    this.tally = tally;
  }

  cut(a: string, b: string): void {
    this.cuts.add(pair(a, b));
  }

  heal(): void {
    this.cuts.clear();
    this.busless.clear();
  }

  healBetween(a: string, b: string): void {
    this.cuts.delete(pair(a, b));
  }

  /** A process of a node is there; the one before it is gone. */
  join(node: string, life: Life): { bus: Bus; peers: Peers } {
    const member: Member = { node, life, listeners: new Set(), answer: null };
    this.members.set(node, member);
    return { bus: this.bus(member), peers: this.peers(member) };
  }

  private bus(member: Member): Bus {
    return {
      publish: (message) => {
        const logId = message.kind === 'head' ? message.head.logId : '';
        this.world.ofLog(logId, () => this.publish(member, message));
      },
      subscribe(listener) {
        member.listeners.add(listener);
        return () => member.listeners.delete(listener);
      },
      isWhole: () => !this.busless.has(member.node),
      close: async () => {
        member.listeners.clear();
      },
    };
  }

  private publish(from: Member, message: BusMessage): void {
    const text = JSON.stringify(message);
    for (const to of this.members.values()) {
      if (to === from || to.life.isDead) continue;
      if (this.busless.has(from.node) || this.busless.has(to.node)) {
        this.tally.count('bus message cut off');
        continue;
      }
      const copies = this.copies();
      for (let copy = 0; copy < copies; copy += 1) this.carry(to, text);
    }
  }

  private copies(): number {
    const { chance } = this.world;
    if (chance.happens(this.weather.busDrop)) {
      this.tally.count('bus message dropped');
      return 0;
    }
    if (!chance.happens(this.weather.busRepeat)) return 1;
    this.tally.count('bus message repeated');
    return chance.whole(2, 4);
  }

  private carry(to: Member, text: string): void {
    const { chance } = this.world;
    let ms = chance.between(0.1, 1.5);
    if (chance.happens(this.weather.busLate)) {
      this.tally.count('bus message late');
      ms = chance.seldomLong(2, 5_000);
    }
    this.world.after(
      ms,
      () => {
        for (const listener of [...to.listeners]) listener(JSON.parse(text) as BusMessage);
      },
      to.life,
    );
  }

  private peers(member: Member): Peers {
    return {
      ask: (address, call, timeoutMs) => this.ask(member, address, call, timeoutMs),
      listen: async (answer) => {
        member.answer = answer;
        return addressOf(member.node);
      },
      close: async () => {
        member.answer = null;
      },
    };
  }

  private ask(from: Member, address: string, call: PeerCall, timeoutMs: number): Promise<PeerAnswer> {
    const text = JSON.stringify(call);
    return new Promise((resolve, reject) => {
      const { world } = this;
      let isOver = false;
      const end = (finish: () => void) => {
        if (isOver) return;
        isOver = true;
        callOff();
        finish();
      };
      const line = `${from.node} ${address}`;
      const answers = () => this.answers.get(line) ?? 0;
      const before = answers();
      const gone = () =>
        end(() =>
          reject(
            new PeerGone(`${address} did not answer.`, { mayHaveHeard: true, isSlow: answers() > before }),
          ),
        );
      const callOff = world.after(timeoutMs, gone, from.life);
      const to = [...this.members.values()].find(({ node }) => addressOf(node) === address);
      const there = this.way(from, to);
      if (there === null) return;
      world.after(there, () => {
        if (!to?.answer || to.life.isDead) {
          // Nobody listens there: that is heard at once, unless the machine is gone too.
          if (world.chance.happens(0.7)) world.after(0.3, gone, from.life);
          return;
        }
        const answered = (say: () => void) => {
          const back = this.way(to, from);
          const heard = () => {
            this.answers.set(line, answers() + 1);
            end(say);
          };
          if (back !== null) world.after(back, heard, from.life);
        };
        // The other process reads the call when it runs: a paused one later.
        world.whenRunning(to.life, () => {
          to.answer?.(JSON.parse(text) as PeerCall).then(
            (answer) => {
              const said = JSON.stringify(answer);
              answered(() => resolve(JSON.parse(said) as PeerAnswer));
            },
            (error: unknown) => answered(() => reject(new Error(String(error)))),
          );
        });
      });
    });
  }

  /** How long a message takes from one to the other; null: it is lost. */
  private way(from: Member, to: Member | undefined): number | null {
    const { chance } = this.world;
    if (!to || this.cuts.has(pair(from.node, to.node))) {
      this.tally.count('call between nodes cut off');
      return null;
    }
    if (chance.happens(this.weather.peerLost)) {
      this.tally.count('call between nodes lost');
      return null;
    }
    if (!chance.happens(this.weather.peerSlow)) return chance.between(0.1, 1);
    this.tally.count('call between nodes slow');
    return chance.seldomLong(2, 3_000);
  }
}

export function addressOf(node: string): string {
  return `sim://${node}`;
}

function pair(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
