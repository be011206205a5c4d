import WebSocket from 'ws';

/** A websocket that speaks as badly as a test wants: engine.io and socket.io frames by hand. */
export async function rawSocket(
  url: string,
  headers: Record<string, string> = {},
  query = 'EIO=4&transport=websocket',
) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?${query}`, {
    headers,
    perMessageDeflate: false,
  });
  const heard: string[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  socket.on('message', (data) => {
    const text = data.toString();
    heard.push(text);
    if (text === '2') socket.send('3');
  });
  socket.on('error', () => {});
  return { socket, heard, closed };
}

/** Tries an upgrade and says how the server answered: 101, or the status and body of its refusal. */
export function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  query = 'EIO=4&transport=websocket',
): Promise<{ status: number; body: string; retryAfter?: string | undefined }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?${query}`, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve({ status: 101, body: '' });
    });
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      const retryAfter = response.headers['retry-after'];
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, retryAfter }));
    });
    socket.on('error', () => resolve({ status: 0, body: '' }));
  });
}

/** A raw socket that has joined a namespace as a guest. */
export async function joinedRaw(url: string, token: string) {
  const raw = await rawSocket(url);
  await new Promise<void>((resolve) => raw.socket.once('open', resolve));
  raw.socket.send(`40/live,${JSON.stringify({ token })}`);
  await waitFor(raw.heard, (text) => text.startsWith('40/live,'));
  return raw;
}

export async function waitFor(heard: string[], isIt: (text: string) => boolean, ms = 5_000): Promise<string> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    const found = heard.find(isIt);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('That was never heard.');
}
