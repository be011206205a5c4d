import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdPort } from '../../demo/market/free-port.ts';
import { makeBalancer } from './balancer.ts';
import type { Child } from './child.ts';
import { type ClusterNode, makeNode, serveArguments } from './node.ts';
import { makePostgres, type PrivatePostgres } from './postgres.ts';
import { findAll, freePorts } from './programs.ts';
import { makeRedis, type PrivateRedis } from './redis.ts';

/** A whole market on this machine: several servers, what they share, and one address in front of them. */
export interface Cluster {
  folder: string;
  /** The balancer. */
  url: string;
  nodes: readonly ClusterNode[];
  postgres: PrivatePostgres;
  redis: PrivateRedis;
  balancer: Child;
  /** The settings that all nodes have: with them the stores can be opened beside the servers. */
  environment: Readonly<Record<string, string>>;
  /** Starts the servers one after the other, then the balancer. */
  startNodes(): Promise<void>;
  /** Ends everything and takes the folder away. */
  close(): Promise<void>;
}

/** What one node is told besides, so that a test can put something in between: an address of its own for anything. */
export interface NodePlace {
  /** From 1. */
  number: number;
  databaseUrl: string;
  redisUrl: string;
  /** Where the node listens for the other nodes. */
  nodePort: number;
}

export interface ClusterOptions {
  nodes?: number;
  /** The balancer's port, or the next one that is free; 0 takes any. */
  port?: number;
  environment?: Readonly<Record<string, string>>;
  /** Overrides for one node, asked once before it is started for the first time. */
  environmentOf?: (
    place: NodePlace,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  onLine?: (node: string, line: string) => void;
  /** How a server is started; `fairday serve` unless a test wraps it. */
  serve?: readonly string[];
}

/**
 * Starts PostgreSQL and Redis and prepares the nodes and the balancer; `startNodes` starts those, when the market is
 * seeded. Everything listens on 127.0.0.1 alone, and lives in a temporary folder.
 * @throws ProgramMissing if this machine lacks a program
 */
export async function openCluster(options: ClusterOptions = {}): Promise<Cluster> {
  findAll();
  const count = options.nodes ?? 3;
  const folder = mkdtempSync(join(tmpdir(), 'fairday-cluster-'));
  // PostgreSQL's own user has to pass through.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const [postgresPort, redisPort, balancerPort, ...ports] = await freePorts(3 + 2 * count);
  // The balancer's turn comes last: until then a market that is started beside this one must not take its port. haproxy
  // itself would share it without a word, and each of the two would get the other's people.
  const held = await holdPort('127.0.0.1', options.port || balancerPort!);
  const { port } = held;
  const opened: (() => Promise<unknown>)[] = [() => held.letGo()];
  const tidyUp = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Also when the process ends in another way than by close().
  process.once('exit', tidyUp);
  const close = async () => {
    for (const closer of opened.splice(0).reverse()) await closer();
    tidyUp();
    process.off('exit', tidyUp);
  };
  try {
    const postgres = makePostgres(folder, postgresPort!);
    const redis = makeRedis(folder, redisPort!);
    opened.push(
      () => postgres.stop(),
      () => redis.child.end('SIGTERM'),
    );
    await Promise.all([postgres.start(), redis.child.start()]);

    const environment = {
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TRUST_PROXY: '1',
      METRICS_TOKEN: randomBytes(24).toString('base64url'),
      // Everybody comes by the balancer, so nobody is at this machine itself; and nothing real is sold here.
      SANDBOX_PAYMENTS: 'allow',
      LOG_LEVEL: 'warn',
      ...options.environment,
    };
    const nodes: ClusterNode[] = [];
    for (let number = 1; number <= count; number += 1) {
      const name = `node-${number}`;
      const [nodePort, webPort] = ports.splice(0, 2);
      const place = { number, databaseUrl: postgres.url, redisUrl: redis.url, nodePort: nodePort! };
      const own = {
        PORT: String(webPort),
        NODE_ID: name,
        NODE_HOST: '127.0.0.1',
        NODE_PORT: String(nodePort),
      };
      const node = makeNode({
        name,
        port: webPort!,
        environment: { ...environment, ...own, ...(await options.environmentOf?.(place)) },
        folder,
        serve: options.serve ?? serveArguments(),
        onLine: (line) => options.onLine?.(name, line),
      });
      nodes.push(node);
      opened.push(() => node.stop());
    }
    const balancer = makeBalancer(folder, port, nodes);
    opened.push(() => balancer.end('SIGTERM'));
    return {
      folder,
      url: `http://127.0.0.1:${port}`,
      nodes,
      postgres,
      redis,
      balancer,
      environment,
      async startNodes() {
        // The first one makes the tables; the others find them.
        for (const node of nodes) await node.start();
        await held.letGo();
        await balancer.start();
      },
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
}
