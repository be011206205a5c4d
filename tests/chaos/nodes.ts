import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { PostgresServer } from '../builders/postgres.ts';
import { startRedis, type TestRedis } from '../builders/redis.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import type { Crowd } from '../crash/crowd.ts';
import { type Ground, postgresGround } from '../crash/ground.ts';
import { ServerProcess } from '../crash/server-process.ts';

/** One server of several, with a line of its own to each party that it speaks with. */
export interface ChaosNode {
  id: string;
  server: ServerProcess;
  toPostgres: TcpProxy;
  toRedis: TcpProxy;
  /** How the other nodes reach this one. */
  fromPeers: TcpProxy;
}

/** Several servers over one PostgreSQL and one Redis; every line between two parties can be made a bad one. */
export class ChaosCluster {
  readonly postgres: PostgresServer;
  /** The Redis that the nodes' lines lead to now. */
  redis: TestRedis;
  readonly ground: Ground;
  readonly nodes: readonly ChaosNode[];
  /** Those that were taken over from. */
  private readonly formerRedis: TestRedis[] = [];

  private constructor(postgres: PostgresServer, redis: TestRedis, ground: Ground, nodes: ChaosNode[]) {
    this.postgres = postgres;
    this.redis = redis;
    this.ground = ground;
    this.nodes = nodes;
  }

  /** Starts what is shared, and prepares the nodes; none of them runs yet. */
  static async open(
    count: number,
    options: { settings?: Record<string, string | number>; parent?: string } = {},
  ): Promise<ChaosCluster> {
    const { settings = {}, ...place } = options;
    const postgres = await PostgresServer.start(settings, place);
    const redis = await startRedis();
    const ground = await postgresGround(postgres);
    const nodes: ChaosNode[] = [];
    for (let n = 1; n <= count; n += 1) {
      const [nodePort] = await freePorts(1);
      const toPostgres = await TcpProxy.to(postgres.port);
      const toRedis = await TcpProxy.to(redis.port);
      const fromPeers = await TcpProxy.to(nodePort!);
      const redisUrl = new URL(redis.url);
      redisUrl.port = String(toRedis.port);
      const server = new ServerProcess({
        ...ground.environment,
        DATABASE_URL: postgres.urlOf(ground.database, toPostgres.port),
        REDIS_URL: redisUrl.href,
        NODE_ID: `node-${n}`,
        NODE_PORT: String(nodePort),
        NODE_ADDRESS: `ws://127.0.0.1:${fromPeers.port}`,
      });
      nodes.push({ id: `node-${n}`, server, toPostgres, toRedis, fromPeers });
    }
    return new ChaosCluster(postgres, redis, ground, nodes);
  }

  async start(): Promise<void> {
    for (const { server } of this.nodes) await server.start();
  }

  /** From now on every node's line leads to another Redis; what was open on it is reset. */
  leadToRedis(redis: TestRedis): void {
    this.formerRedis.push(this.redis);
    this.redis = redis;
    for (const { toRedis } of this.nodes) {
      toRedis.leadTo(redis.port);
      toRedis.reset();
    }
  }

  /** A node by chance, as a balancer would pick; one that is down has to be found out by whoever knocks. */
  door(crowd: Crowd): () => number {
    return () => this.nodes[crowd.random(this.nodes.length)]!.server.port;
  }

  /** The node that decides a stream now, as the log's head says. */
  async ownerOf(streamId: string): Promise<ChaosNode> {
    const heads = await this.ground.ledger.read((ask) =>
      ask<{ node: string | null }>('SELECT owner_node AS node FROM log_head WHERE log_id = ?', streamId),
    );
    const owner = this.nodes.find(({ id }) => id === heads[0]?.node);
    if (!owner) throw new Error(`Nobody owns ${streamId}: ${JSON.stringify(heads)}`);
    return owner;
  }

  /** What all servers wrote to say that something is wrong. */
  faults(): string[] {
    return this.nodes.flatMap(({ server }) => server.faults);
  }

  async close(): Promise<void> {
    for (const { server, toPostgres, toRedis, fromPeers } of this.nodes) {
      await server.kill();
      for (const line of [toPostgres, toRedis, fromPeers]) await line.close();
    }
    for (const redis of [this.redis, ...this.formerRedis]) await redis.close();
    await this.postgres.remove();
    await this.ground.close();
  }
}
