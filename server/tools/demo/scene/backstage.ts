import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { DRAWING_PROGRAM } from '../../../media/broadcast.ts';

/** What is on the table, for the scene to show. */
export interface OnTable {
  itemNumber: number;
  name: string;
  /** The price in force, written out. */
  price: string;
  /** A path on the market's server, or ''. */
  picture: string;
}

/** A page that draws the scene, and the little server behind it: the page asks nobody else, and never sees the key. */
export interface Backstage {
  url: string;
  /** Tells the page what is on the table; null clears it. */
  show(onTable: OnTable | null): void;
  close(): Promise<void>;
}

/** The page's own scripts, and those that paint: the viewer's page has them too. */
const SCRIPT = /^\/(?:client\/scene|server\/tools\/demo\/scene\/page)\/[a-z]+\.js$/;
const MOST_OFFER_BYTES = 64 * 1_024;

/**
 * @param market where the market listens
 * @param whip the address that takes the broadcast, and the key that it wants
 * @param onAir called each time that the page says its picture flows
 */
export async function openBackstage(
  market: string,
  whip: { url: string; key: string },
  onAir: () => void,
): Promise<Backstage> {
  const folders = pageFolders();
  const listeners = new Set<ServerResponse>();
  let table: OnTable | null = null;
  const aheadMs = await aheadOfMarket(market);

  const told = () => {
    const picture = table?.picture ? '/picture' : '';
    const { itemNumber = null, name = '', price = '' } = table ?? {};
    const nowMs = Date.now() + aheadMs;
    const news = { itemNumber, name, price, picture: picture && `${picture}?${itemNumber}`, nowMs };
    return `data: ${JSON.stringify(news)}\n\n`;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://scene');
    if (pathname === '/table') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(told());
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    if (pathname === '/on-air') {
      onAir();
      response.writeHead(204).end();
      return;
    }
    if (pathname === '/picture' && table) {
      const picture = await fetch(new URL(table.picture, market), { signal: AbortSignal.timeout(5_000) });
      response.writeHead(picture.status, { 'Content-Type': picture.headers.get('content-type') ?? '' });
      response.end(Buffer.from(await picture.arrayBuffer()));
      return;
    }
    if (pathname === '/whip' && request.method === 'POST') {
      const opened = await fetch(whip.url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/sdp',
          Authorization: `Bearer ${whip.key}`,
          'User-Agent': DRAWING_PROGRAM,
        },
        body: await textOf(request),
        signal: AbortSignal.timeout(10_000),
      });
      response.writeHead(opened.status, { 'Content-Type': 'application/sdp' });
      response.end(await opened.text());
      return;
    }
    const isPage = pathname === '/';
    const file = isPage ? join(folders.source, 'index.html') : join(folders.built, pathname);
    if (!(isPage || SCRIPT.test(pathname)) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': isPage ? 'text/html' : 'text/javascript' });
    response.end(readFileSync(file));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    show(next) {
      if (next?.itemNumber === table?.itemNumber && next?.price === table?.price) return;
      table = next;
      for (const listener of listeners) listener.write(told());
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How far the market's clock is ahead of this machine's, in ms: the demo's evening is not the machine's. 0 if nobody answers. */
async function aheadOfMarket(market: string): Promise<number> {
  try {
    const answer = await fetch(new URL('/api/v1/streams', market), { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return Number(answer.headers.get('Server-Time') ?? Date.now()) - Date.now();
  } catch {
    return 0;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > MOST_OFFER_BYTES) throw new Error('An offer is shorter than that.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

/** True if the page's scripts are built: `npm run build`, or `tsc -b server`, does it. */
export function isPageBuilt(): boolean {
  return existsSync(join(pageFolders().built, PAGE, 'main.js'));
}

const PAGE = join('server', 'tools', 'demo', 'scene', 'page');

/** The page stands beside the sources. Its scripts are built from there into folders of the same names. */
function pageFolders(): { source: string; built: string } {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return { source: join(folder, PAGE), built: join(folder, 'dist', 'scene') };
}
