import { freePorts } from '../../../server/tools/lab/cluster/programs.ts';
import { PostgresServer } from '../../builders/postgres.ts';
import { startRedis } from '../../builders/redis.ts';
import { type Child, startChild } from '../child.ts';
import type { Opening } from '../flash-opening.ts';
import { environmentOf, inFolder } from '../folder.ts';
import { pause } from '../numbers.ts';
import { openingMeasures, openingsOf, STOCK, TAPPERS } from '../openings.ts';
import type { PartReport } from '../report.ts';
import type { BenchBuyer, Stall } from '../stall.ts';

const NODES = 3;
const ROUNDS = 3;
/** Nobody asks anything for so long before. */
const QUIET_MS = 2_000;
/** So long after the draw everybody has heard, wherever they are. */
const ALL_HEARD_MS = 2_000;

interface Cluster {
  servers: Child[];
  ports: number[];
}

/** An opening whose buyers are at several servers: one decides, the others send on what they read. */
export async function nodes(seed: number): Promise<PartReport> {
  const database = await PostgresServer.start();
  const openings: Opening[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      openings.push(...(await oneOpening(await database.database(), seed + round)));
    }
  } finally {
    await database.remove();
  }
  return {
    part: 'nodes',
    about: `${TAPPERS.toLocaleString('en')} buyers at ${NODES} servers over one PostgreSQL tap on a flash that was counted down to, as in burst; ${ROUNDS} times`,
    seed,
    measures: openingMeasures(openings, ALL_HEARD_MS),
  };
}

async function oneOpening(url: string, seed: number): Promise<Opening[]> {
  const crowd = startChild('crowd-child');
  try {
    return await inCluster(url, async ({ servers, ports }) => {
      const [server] = servers as [Child];
      const stall = await server.ask<Stall>('holdingStall', [STOCK]);
      const buyers = await server.ask<BenchBuyer[]>('buyers', TAPPERS);
      for (const [index, port] of ports.entries()) {
        const here = buyers.filter((_, at) => at % NODES === index);
        await crowd.ask('connect', { port, buyers: here, slug: stall.slug });
      }
      await pause(QUIET_MS);
      const opened = await openingsOf({ server, crowd }, stall, seed);
      await crowd.ask('leave');
      return opened;
    });
  } finally {
    await crowd.end();
  }
}

/** Servers in a process each, over one database and one Redis, for as long as the work takes. */
async function inCluster<T>(url: string, work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const redis = await startRedis();
  const servers = Array.from({ length: NODES }, () => startChild('server-child'));
  try {
    return await inFolder(async (folder) => {
      const nodePorts = await freePorts(NODES);
      const ports: number[] = [];
      for (const [index, server] of servers.entries()) {
        const { port } = await server.ask<{ port: number }>('open', {
          ...environmentOf(folder),
          DATABASE_URL: url,
          REDIS_URL: redis.url,
          NODE_ID: `node-${index + 1}`,
          NODE_PORT: String(nodePorts[index]),
          NODE_ADDRESS: `ws://127.0.0.1:${nodePorts[index]}`,
        });
        ports.push(port);
      }
      const done = await work({ servers, ports });
      for (const server of servers) await server.ask('close');
      return done;
    });
  } finally {
    await Promise.all(servers.map((server) => server.end()));
    await redis.close();
  }
}
