import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Door } from './door.ts';

/** Of tonight's stream so much is told again when a system begins to listen, so that there is something to see. */
const TOLD_AGAIN = 30;

/** Two systems outside, as a shop has them: a warehouse that takes what it is told, and a bookkeeping that is broken. */
export interface Listeners {
  warehouseUrl: string;
  bookkeepingUrl: string;
  close(): Promise<void>;
}

export async function openListeners(): Promise<Listeners> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(request.url === '/warehouse' ? 204 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    warehouseUrl: `${url}/warehouse`,
    bookkeepingUrl: `${url}/bookkeeping`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Lets both listen, as the office would, from a little way back in a stream.
 * @param session of somebody of the office
 * @param seq how far the stream's log has come
 */
export async function connectListeners(
  { warehouseUrl, bookkeepingUrl }: Listeners,
  door: Door,
  session: string,
  { slug, seq }: { slug: string; seq: number },
): Promise<void> {
  const kinds = { [warehouseUrl]: ['order', 'stock'], [bookkeepingUrl]: ['order', 'settlement'] };
  for (const url of [warehouseUrl, bookkeepingUrl]) {
    const asked = { url, kinds: kinds[url] };
    const added = await door.post<{ webhook: { webhookId: string } }>('/webhooks', asked, session);
    const again = { stream: slug, fromSeq: Math.max(1, seq - TOLD_AGAIN) };
    await door.post(`/webhooks/${added.webhook.webhookId}/replay`, again, session);
  }
}
