import { Agent, request } from 'node:http';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { CrowdEars } from '../../server/tools/lab/wire/crowd-ears.ts';
import { Viewer } from '../../server/tools/lab/wire/viewer.ts';
import type { LiveReply } from '../../shared/protocol.ts';

/** What one attacker has: so many sockets, and so many new guests a second; where buckets are a tenth, a tenth of these. */
const SOCKETS = 150;
const GUESTS_PER_SECOND = 20;
const SCALE = 1 / 10;
/** What a connection may send in a second, and a buyer may do in a minute. */
const COMMANDS_PER_SECOND = 30;
const ACTS_OF_A_GUEST = 20;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Whoever is at an address: asks over HTTP, and opens lines into the stream. */
export function somebodyAt(ip: string, { port, slug }: { port: number; slug: string }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const viewers: Viewer[] = [];

  function ask<Reply>(
    method: string,
    path: string,
    token: string | null,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<{ status: number; body: Reply; cookies: string }> {
    return new Promise((resolve, reject) => {
      const headers = {
        'X-Forwarded-For': ip,
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...more,
      };
      const asked = request(
        { host: '127.0.0.1', port, method, path: `/api/v1${path}`, agent, headers },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => {
            text += part;
          });
          const cookies = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
          answer.on('end', () =>
            resolve({ status: answer.statusCode!, body: JSON.parse(text || '{}') as Reply, cookies }),
          );
        },
      );
      asked.on('error', (fault: NodeJS.ErrnoException) => {
        if (asked.reusedSocket && fault.code === 'ECONNRESET') {
          resolve(ask(method, path, token, body, more));
        } else reject(fault);
      });
      asked.end(body && JSON.stringify(body));
    });
  }

  return {
    ip,
    ask,
    guest: async () => (await ask<{ token: string }>('POST', '/guest', null)).body.token,
    /** Opens a line and says hello. @returns null if it finds no place within fifteen seconds */
    async joins(token: string, comesBack = false): Promise<Viewer | null> {
      let welcome = () => {};
      const isWelcome = new Promise<void>((resolve) => {
        welcome = resolve;
      });
      const ears: CrowdEars<Viewer> = {
        ...{ frame() {}, snapshot() {}, followed() {}, orderAnswered() {}, lost() {} },
        welcome: () => welcome(),
      };
      const target = { host: '127.0.0.1', port, forwardedFor: ip };
      const viewer = new Viewer(viewers.length, token, { slug, ears, target, chance: Math.random });
      viewer.comesBack = comesBack;
      viewers.push(viewer);
      viewer.connect();
      await Promise.race([isWelcome, pause(15_000)]);
      return viewer.isWelcome ? viewer : null;
    },
    close(): void {
      for (const viewer of viewers) viewer.leave();
      agent.destroy();
    },
  };
}

export type Somebody = ReturnType<typeof somebodyAt>;

/** Runs one round of an attack each so many ms, whether or not those before have ended, until it is told to stop. */
function repeat(everyMs: number, round: (turn: number) => Promise<unknown>): () => Promise<void> {
  const begun = new Set<Promise<unknown>>();
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    const one: Promise<unknown> = round(turn)
      .catch(() => {})
      .finally(() => begun.delete(one));
    begun.add(one);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await Promise.race([Promise.all(begun), pause(3_000)]);
  };
}

/**
 * New guests who guess voucher codes, save addresses, make and type device codes, each as often as a buyer may.
 * @returns how to stop it, and what was refused to them so far
 */
export function emptiesBuckets(attacker: Somebody) {
  const refused = { addresses: 0, 'device codes': 0, 'typed codes': 0, vouchers: 0 };
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];
  const stop = repeat(1_000 / (GUESTS_PER_SECOND * SCALE), async (turn) => {
    const token = await attacker.guest();
    const viewer = await attacker.joins(token);
    const address = { name: 'Yang', phone: '+8613800138000', address: 'House 1' };
    const asks = async (what: keyof typeof refused, path: string, body?: object) => {
      const { status } = await attacker.ask('POST', path, token, body);
      if (status === 429) refused[what] += 1;
    };
    for (let act = 0; act < ACTS_OF_A_GUEST; act += 1) {
      await Promise.all([
        asks('addresses', '/me/addresses', { key: systemIds.next(), ...address }),
        asks('device codes', '/me/device-code'),
        asks('typed codes', '/me/merge', { code: 'AAAA2222' }),
        viewer
          ?.ask<LiveReply<'order:quote'>>('order:quote', { lines, addressId: null, code: `G${turn}X${act}` })
          .then((ack) => {
            const isRefused =
              ack?.ok && ack.code?.outcome === 'not_used' && ack.code.reason === 'too_many_tries';
            if (isRefused) refused.vouchers += 1;
          }),
      ]);
    }
    viewer?.leave();
  });
  return { stop, refused };
}

/** Wrong passwords of one account, and of any. */
export function guessesPasswords(attacker: Somebody, email: string): () => Promise<void> {
  return repeat(150, (turn) => {
    const account = turn % 2 ? email : `somebody-${turn}@market.example`;
    return attacker.ask('POST', '/sign-in', null, { email: account, password: `not the one ${turn}` });
  });
}

/** Joins with all the sockets that it has, and stays. */
export async function fillsTheServer(attacker: Somebody): Promise<void> {
  const token = await attacker.guest();
  const tokens = await Promise.all(
    Array.from({ length: SOCKETS }, async (_, n) => (n % 9 ? token : attacker.guest())),
  );
  let own = token;
  await Promise.all(
    tokens.map((each, n) => {
      if (n % 9 === 0) own = each;
      return attacker.joins(own, true);
    }),
  );
}

/** Sends as much as each of its sockets may: lines of the cart, quotes, hellos. */
export async function floods(attacker: Somebody): Promise<() => Promise<void>> {
  const viewers: Viewer[] = [];
  for (let first = 0; first < SOCKETS; first += 10) {
    const token = await attacker.guest();
    const ten = await Promise.all(Array.from({ length: 10 }, () => attacker.joins(token)));
    viewers.push(...ten.flatMap((viewer) => viewer ?? []));
  }
  let id = 0;
  const say = (event: string, body: object) => {
    id += 2;
    return `42/live,${id}${JSON.stringify([event, body])}`;
  };
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];
  return repeat(1_000 / COMMANDS_PER_SECOND, async (turn) => {
    for (const [index, viewer] of viewers.entries()) {
      const unit = { key: systemIds.next(), itemNumber: 1 + ((turn + index) % 20), units: 1 };
      const what = (turn + index) % 3;
      if (what === 0) viewer.sendOrder(say('cart:add', { ...unit, seenPriceMinor: 2_990 }));
      else if (what === 1) viewer.sendOrder(say('order:quote', { lines, addressId: null }));
      else viewer.askAndForget();
    }
  });
}
