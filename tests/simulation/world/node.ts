import { followingClock } from '../../../server/adapters/system/following-clock.ts';
import type { Application } from '../../../server/application/application.ts';
import type { ApplicationDeps } from '../../../server/application/deps.ts';
import { Engines } from '../../../server/application/engines.ts';
import { composeApplication } from '../../../server/compose.ts';
import type { Clock } from '../../../server/lib/clock.ts';
import { logKinds } from '../../../server/logs.ts';
import { type MediaHomes, openMediaHomes } from '../../../server/media/media-homes.ts';
import { answerPeers } from '../../../server/peers/answer.ts';
import { forwarded } from '../../../server/peers/forwarded.ts';
import type { Directory } from '../../../server/ports/directory.ts';
import { usualLimits } from '../../../server/ports/limits.ts';
import { type PeerAnswer, type PeerCall, PeerGone } from '../../../server/ports/peers.ts';
import type { Readers } from '../../../server/ports/readers.ts';
import { type Complaints, isMistake } from '../checks/complaints.ts';
import type { SimNet } from '../faults/sim-net.ts';
import { type Disk, simReads, simStore } from '../faults/sim-store.ts';
import { SimIds } from './ids.ts';
import { Life } from './life.ts';
import { NodeClock } from './node-clock.ts';
import { openSecrets } from './people.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { Standstills } from './standstills.ts';
import type { Till } from './till.ts';
import type { World } from './world.ts';

/** A process that is up: what a front door would call. */
export interface Server {
  life: Life;
  clock: Clock;
  engines: Engines;
  application: Application;
  rooms: Rooms;
  /** Which node has a stream's media; null where there is one alone. */
  homes: MediaHomes | null;
}

export interface House {
  world: World;
  complaints: Complaints;
  stores: { readers: Readers; directory: Directory };
  disk: Disk;
  net: SimNet;
  till: Till;
  /** False: one process with nobody beside it, as the embedded market is. */
  isCluster: boolean;
  /** How wrong the time is that a process starts with. */
  wrongMs(): number;
}

/** A supervisor starts a process again after so long. */
const RESTART_MS = 400;

/** One machine: it starts the server, and starts it again when it has died. */
export class Node {
  readonly name: string;
  server: Server | null = null;
  life: Life;
  readonly faults: string[] = [];
  readonly standstills = new Standstills();
  private readonly house: House;
  /** How far the machine's own clock is off: nodes of a cluster follow the store's. */
  private readonly offsetMs: number;
  private rawClock: NodeClock;
  private asleepUntilMs = 0;
  private starts = 0;

  constructor(house: House, name: string, offsetMs: number) {
    this.house = house;
    this.name = name;
    this.offsetMs = offsetMs;
    this.life = new Life(name);
    this.rawClock = new NodeClock(house.world, this.life, offsetMs);
  }

  /** Starts a process; one that can't start is started again a little later. */
  start(): void {
    const { world } = this.house;
    this.starts += 1;
    const life = new Life(`${this.name}.${this.starts}`);
    this.life = life;
    const wrongMs = this.house.wrongMs();
    this.rawClock = new NodeClock(world, life, this.offsetMs + wrongMs);
    this.asleepUntilMs = 0;
    world.story.tell(`${life.name} starts`, () => `${wrongMs} ms off`);
    this.open(life, wrongMs).then(
      (server) => {
        if (life.isDead) return;
        world.story.tell(`${life.name} is up`);
        this.server = server;
      },
      (error: unknown) => this.dies(life, `start: ${error}`),
    );
  }

  /** Kills the process: nothing of it runs any more. */
  crash(): void {
    if (this.life.isDead) return;
    this.dies(this.life, 'killed');
  }

  /** Stops the process for a while; its timers and answers wait. */
  pause(ms: number): void {
    const { world } = this.house;
    world.story.tell(`${this.life.name} pauses`, () => `${Math.round(ms)} ms`);
    this.life.pausedUntilMs = Math.max(this.life.pausedUntilMs, world.nowMs + ms);
    this.standstills.begins(world.nowMs, this.life.pausedUntilMs);
  }

  /** The machine sleeps: its own clock does not count the time (a monotonic clock stands still meanwhile). */
  sleep(ms: number): void {
    const { nowMs } = this.house.world;
    this.pause(ms);
    const untilMs = Math.max(this.asleepUntilMs, Math.round(nowMs + ms));
    this.rawClock.step(Math.max(this.asleepUntilMs, Math.round(nowMs)) - untilMs);
    this.asleepUntilMs = untilMs;
  }

  /** Nothing holds it back any more: what it does not sleep its clock counts. */
  wakes(): void {
    const { world } = this.house;
    world.wake(this.life);
    this.standstills.ends(world.nowMs);
    this.rawClock.step(Math.max(0, this.asleepUntilMs - Math.round(world.nowMs)));
    this.asleepUntilMs = 0;
  }

  private dies(life: Life, why: string): void {
    if (life.isDead) return;
    const { world } = this.house;
    world.story.tell(`${life.name} dies`, () => why);
    life.isDead = true;
    if (life === this.life) {
      this.server = null;
      this.standstills.ends(world.nowMs);
    }
    world.after(RESTART_MS, () => {
      if (life === this.life) this.start();
    });
  }

  /** @param wrongMs the store's clock is off by so much too, as the node hears it: after a standby took over, say */
  private async open(life: Life, wrongMs: number): Promise<Server> {
    const { world, stores, disk, net, till, isCluster, complaints } = this.house;
    const store = simStore(world, disk, this.name, life);
    const readers = simReads(world, disk, this.name, life, stores.readers);
    const directory = simReads(world, disk, this.name, life, stores.directory);
    const ids = new SimIds(`${life.name}-`, world.chance.fork());
    const clock = isCluster
      ? await followingClock(this.rawClock, {
          storeNowMs: async () => (await store.nowMs()) + wrongMs,
          onAlarm: () => {},
        })
      : this.rawClock;
    const { bus, peers } = net.join(this.name, life);
    const onFault = (error: unknown, context: string) => {
      world.story.tell(`${life.name} fault`, () => `${context}: ${error}`);
      if (isMistake(error)) complaints.add('fault', `${life.name} ${context}: ${error}`);
      this.faults.push(`${context}: ${error}`);
    };
    let answer: (call: PeerCall) => Promise<PeerAnswer> = async () => {
      throw new PeerGone('This node is still starting.', { mayHaveHeard: true });
    };
    const address = await peers.listen((call) => answer(call));
    const node = isCluster ? { id: life.name, address } : null;
    const onFatal = (error: unknown) => this.dies(life, `fatal: ${error}`);
    const { lot: lotOf } = openSecrets;
    const engines = await Engines.open({
      kinds: logKinds,
      store,
      clock,
      ids,
      bus,
      node,
      gatherMs: 1,
      lotOf,
      onFault,
      onFatal,
    });
    const deps: ApplicationDeps = {
      engines,
      store,
      readers,
      directory,
      settlement: null,
      secrets: openSecrets,
      providers: till.providers(life),
      clock,
      ids,
      nodeId: isCluster ? life.name : null,
      // Hong Kong: anyone may write in chats, and no operator has to confirm it (N2).
      countryCode: '852',
      limits: usualLimits,
      pausedHere: new Set(),
      onAlarm: (what, details) =>
        world.story.tell(`${life.name} alarm`, () => `${what} ${JSON.stringify(details)}`),
    };
    const { outbox, ...local } = composeApplication(deps);
    answer = answerPeers(local, engines, clock);
    const application = isCluster ? forwarded(local, { engines, peers, readers, clock }) : local;
    await outbox.resume();
    const isCurrent = () => engines.isCurrent();
    const rooms = openRooms({
      application,
      publications: engines,
      isCurrent,
      clock,
      onFault: (error) => onFault(error, 'room'),
    });
    const homes = isCluster ? openMediaHomes({ engines, clock, nodeId: life.name, address }) : null;
    return { life, clock, engines, application, rooms, homes };
  }
}
