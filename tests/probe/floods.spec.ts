import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type Answer, aTarget, type Target } from './target.ts';

const AT_ONCE = 25;

/** Does something so many times, some at once. */
async function flood(times: number, one: (turn: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let first = 0; first < times; first += AT_ONCE) {
    const turns = Array.from({ length: Math.min(AT_ONCE, times - first) }, (_, turn) => one(first + turn));
    answers.push(...(await Promise.all(turns)));
  }
  return answers;
}

/** How many were done and how many refused; every refusal is typed, and says when to come again. */
function judged(answers: readonly Answer[]): { done: number; refused: number } {
  const refused = answers.filter(({ status }) => status !== 200);
  for (const { status, headers, body } of refused) {
    expect([status, (body as { code: string }).code]).toEqual([429, 'RATE_LIMITED']);
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  }
  return { done: answers.length - refused.length, refused: refused.length };
}

describe('a flood of guests who cost rows, from one address', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget({ MAX_CONTACTS_PER_ADDRESS: '300', MAX_DEVICE_CODES_PER_ADDRESS: '600' });
  });
  afterAll(() => target.close());

  const as = async (token: string | null) => ({ headers: token ? { authorization: `Bearer ${token}` } : {} });
  const contact = () => ({
    key: systemIds.next(),
    name: 'Li',
    phone: '+8613800138000',
    address: 'Jianchuan 1',
  });

  it('mints 500 guests, saves an address for each, and is stopped where the address is empty', async () => {
    const minted = await flood(500, () => target.ask('POST', '/guest'));
    expect(judged(minted)).toEqual({ done: 500, refused: 0 });
    const tokens = minted.map(({ body }) => (body as { token: string }).token);
    const saved = await flood(500, async (turn) =>
      target.ask('POST', '/me/addresses', { body: contact(), ...(await as(tokens[turn]!)) }),
    );
    expect(judged(saved)).toEqual({ done: 300, refused: 200 });
    // Nor does it help to be nobody yet.
    expect((await target.ask('POST', '/me/addresses', { body: contact() })).status).toBe(429);
  });

  it('makes 600 codes for other devices in a minute, and no more', async () => {
    const made = await flood(640, async () => {
      const { token } = await target.guest();
      return target.ask('POST', '/me/device-code', await as(token));
    });
    expect(judged(made)).toEqual({ done: 600, refused: 40 });
  });

  it('joins ten devices to one buyer, ever', async () => {
    // Made anew: the codes of the minute are gone.
    const other = await aTarget({ MAX_DEVICE_CODES_PER_BUYER: '0' });
    try {
      const owner = await other.guest();
      const outcomes: string[] = [];
      for (let device = 0; device < 12; device += 1) {
        const { body } = await other.ask('POST', '/me/device-code', await as(owner.token));
        const joined = await other.ask('POST', '/me/merge', {
          body: { code: (body as { code: string }).code },
          ...(await as((await other.guest()).token)),
        });
        outcomes.push(joined.status === 200 ? 'joined' : (joined.body as { code: string }).code);
      }
      expect(outcomes).toEqual([...Array(10).fill('joined'), 'MERGE_LIMIT', 'MERGE_LIMIT']);
    } finally {
      await other.close();
    }
  });
});
