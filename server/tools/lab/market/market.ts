import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { noLimits } from '../../../ports/limits.ts';
import { type Door, openDoor } from '../../demo/market/door.ts';
import type { FloorLine } from '../../demo/market/floor-line.ts';
import { hasNetworksTo } from '../../demo/market/own-networks.ts';
import { watch } from '../../demo/market/watcher.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { LoadOptions } from '../options.ts';
import type { Offer } from '../orders/order-forms.ts';
import { crowdBounds } from '../wire/networks.ts';
import { type OwnServer, runCommand, startServer } from './own-server.ts';
import { openOwnStream } from './own-stream.ts';
import { rssMiBOf } from './process-usage.ts';

/** Where a run sells: a server, a live stream on it, and what may be ordered. */
export interface Market {
  door: Door;
  /** Null: a server of somebody else's. */
  server: OwnServer | null;
  /** The nodes, where the server is several. */
  cluster: Cluster | null;
  /** Where the ledger is read. */
  database: string;
  streamId: string;
  slug: string;
  offers: Offer[];
  /** The host's line, and the item that the host shows; null on a stream of others. */
  host: { floor: FloorLine; shownItem: number } | null;
  warehouse: [productId: string, units: number][];
  close(): Promise<void>;
}

const HOST = 'host@load.example';
const FIND_MS = 10_000;

/** Opens the market that the options name: a server of its own on a folder, or one that runs already. */
export async function openMarket(options: LoadOptions, folder: string): Promise<Market> {
  if (options.nodes !== null) return marketOfNodes(options, options.nodes);
  if (options.url === null) return ownMarket(options, folder);
  const door = openDoor(options.url.replace(/\/$/, ''));
  const database = options.database ?? '';
  if (options.slug !== null) return marketOfOthers(door, database, options.slug);
  return streamOn(door, await door.signIn(options.link ?? ''), options, {
    server: null,
    cluster: null,
    database,
  });
}

/** The whole crowd has this machine's address, so a large one is measured without limits. */
function limitsOf({ keepsLimits }: LoadOptions): Record<string, string> {
  return keepsLimits ? {} : { ...noLimits, MAX_CONNECTIONS_PER_ADDRESS: '0' };
}

async function ownMarket(options: LoadOptions, folder: string): Promise<Market> {
  const database = options.database ?? `sqlite:${join(folder, 'market.db')}`;
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: database,
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    LOG_LEVEL: 'error',
    ...limitsOf(options),
  };
  // A database that is used again knows this host already.
  const email = options.database === null ? HOST : `${randomBytes(6).toString('hex')}.${HOST}`;
  const link = await hostLink(environment, email);
  const server = await startServer(environment);
  try {
    const door = openDoor(server.url);
    return await streamOn(door, await door.signIn(link), options, { server, cluster: null, database });
  } catch (fault) {
    await server.stop();
    throw fault;
  }
}

/** Several servers over PostgreSQL and Redis behind a balancer, all of the run's own. */
async function marketOfNodes(options: LoadOptions, nodes: number): Promise<Market> {
  const { openCluster } = await import('../cluster/cluster.ts');
  const cluster = await openCluster({
    nodes,
    environment: { ...limitsOf(options), LOG_LEVEL: 'error' },
  });
  const largest = (sizes: (number | null)[]) => {
    const known = sizes.filter((size) => size !== null);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const server: OwnServer = {
    url: cluster.url,
    rssMiB: () => largest(cluster.nodes.map((node) => rssMiBOf(node.pid() ?? 0))),
    // A node that was ended has taken its count along.
    cpuMs: () => null,
    complaints: () => '',
    stop: () => cluster.close(),
  };
  try {
    const link = await hostLink(cluster.environment, HOST);
    await cluster.startNodes();
    const door = openDoor(cluster.url);
    const database = cluster.postgres.url;
    return await streamOn(door, await door.signIn(link), options, { server, cluster, database });
  } catch (fault) {
    await cluster.close();
    throw fault;
  }
}

/** Adds a host by the command line. @returns the token that signs them in once */
async function hostLink(environment: Readonly<Record<string, string>>, email: string): Promise<string> {
  const said = await runCommand(environment, ['user', 'add', email, '--name', 'Load lab', '--role', 'host']);
  const link = /#(\S+)\s*$/.exec(said)?.[1];
  if (link === undefined) throw new Error('The host got no link to sign in by.');
  return link;
}

async function streamOn(
  door: Door,
  session: string,
  { items, units, scenario }: LoadOptions,
  { server, cluster, database }: Pick<Market, 'server' | 'cluster' | 'database'>,
): Promise<Market> {
  const { streamId, slug, floor, offers, shownItem, warehouse } = await openOwnStream(door, session, {
    items,
    units,
    // Over a weak line all come from where that ends.
    bounds: crowdBounds(hasNetworksTo(door.url) && scenario !== 'weak-network'),
  });
  return {
    door,
    server,
    cluster,
    database,
    streamId,
    slug,
    offers,
    host: { floor, shownItem },
    warehouse: [...warehouse],
    async close() {
      floor.leave();
      await server?.stop();
    },
  };
}

/** A stream that somebody else hosts: what may be ordered is read from what every viewer sees. */
async function marketOfOthers(door: Door, database: string, slug: string): Promise<Market> {
  const { streams } = await door.get<{ streams: StreamSummary[] }>('/streams', null);
  const stream = streams.find((each) => each.slug === slug);
  if (!stream) throw new Error(`There is no stream ${slug} at ${door.url}.`);
  const { token } = await door.post<{ token: string }>('/guest', {}, null);
  const watcher = watch(door.url, slug, token);
  try {
    for (const endMs = Date.now() + FIND_MS; watcher.view().stream === null && Date.now() < endMs; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { stream: entry, order, cards } = watcher.view();
    if (entry?.status !== 'LIVE') throw new Error(`The stream ${slug} is not live.`);
    if (entry.holdPolicy !== 'first_paid' || !entry.payments.includes('sandbox')) {
      throw new Error(`The crowd orders directly and pays in the sandbox: ${slug} does not sell like that.`);
    }
    const offers = order.flatMap((itemNumber) => {
      const card = cards[itemNumber];
      return card ? [{ itemNumber, mostMinor: card.listPriceMinor }] : [];
    });
    return {
      door,
      server: null,
      cluster: null,
      database,
      streamId: stream.streamId,
      slug,
      offers,
      host: null,
      warehouse: [],
      close: async () => {},
    };
  } finally {
    watcher.leave();
  }
}
