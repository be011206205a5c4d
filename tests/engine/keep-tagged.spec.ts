import { expect, test } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { memoryDirectory } from '../../server/adapters/memory/memory-people.ts';
import { emptyTables } from '../../server/adapters/memory/tables.ts';
import { MAX_TAGGED_AT_ONCE } from '../../server/ports/people-index.ts';
import { keepTagged } from '../../server/subscribers/people/keep-tagged.ts';
import { idOf } from '../builders/store-rows.ts';

const FIRST = 'the first secret of this market, long enough';
const SECOND = 'the second secret of this market, long enough';

/** A directory with so many addresses, and a job that is let go on by hand. */
function aMarket(addresses: number) {
  const directory = memoryDirectory(emptyTables());
  const alarms: unknown[] = [];
  const due: (() => void)[] = [];
  const secretsOf = (master: string, ...old: string[]) =>
    openSecrets({ master, old: old.map((secret) => ({ secret, signs: true })), country: '86' });
  const first = secretsOf(FIRST);
  const clock = {
    nowMs: () => 0,
    at: (_atMs: number, act: () => void) => {
      due.push(act);
      return () => {};
    },
  };
  const jobOf = (secrets: typeof first) =>
    keepTagged({
      ...{ directory, secrets, onAlarm: (what) => alarms.push(what) },
      clock: clock as never,
    });
  async function turn(): Promise<void> {
    due.shift()?.();
    for (let n = 0; n < 50; n += 1) await Promise.resolve();
  }
  async function fill(): Promise<void> {
    for (let n = 0; n < addresses; n += 1) {
      const buyerId = idOf(`buyer ${n}`);
      const phone = `+86100${String(n).padStart(8, '0')}`;
      const sealed = first.seal(buyerId, { name: n === 7 ? '王芳' : `N ${n}`, phone, address: 'Dali 1' });
      await directory.addAddress({
        addressId: idOf(`a ${n}`),
        buyerId,
        key: idOf(`k ${n}`),
        sealed,
        atMs: n,
      });
    }
  }
  const findsWang = async (secrets: typeof first) =>
    (await directory.addressesTagged(secrets.tagsLookedFor({ by: 'name', name: '王芳' }))).length;
  return { directory, alarms, secretsOf, first, jobOf, turn, fill, findsWang, due };
}

test('[A5] the job goes on where it was ended, and says how far it is', async () => {
  const { directory, first, jobOf, turn, fill, findsWang, due } = aMarket(MAX_TAGGED_AT_ONCE + 30);
  await fill();
  const job = jobOf(first);
  job.begin();
  await turn();
  expect(await directory.indexProgress()).toEqual({ waiting: 30, all: MAX_TAGGED_AT_ONCE + 30 });
  await job.stop();
  due.length = 0;
  const again = jobOf(first);
  again.begin();
  await turn();
  expect(await directory.indexProgress()).toMatchObject({ waiting: 0 });
  expect(await findsWang(first)).toBe(1);
});

test('[A5] after a change of the secret all are tagged anew, and are found meanwhile by the old one', async () => {
  const { directory, secretsOf, first, jobOf, turn, fill, findsWang, due } = aMarket(40);
  await fill();
  const job = jobOf(first);
  job.begin();
  await turn();
  await job.stop();
  due.length = 0;
  const second = secretsOf(SECOND, FIRST);
  const after = jobOf(second);
  await directory.tagUnder(second.fingerprint);
  expect(await findsWang(second)).toBe(1);
  expect(await directory.indexProgress()).toMatchObject({ waiting: 40 });
  after.begin();
  await turn();
  expect(await directory.indexProgress()).toMatchObject({ waiting: 0 });
  expect(await findsWang(secretsOf(SECOND))).toBe(1);
  expect(await findsWang(first)).toBe(0);
});

test('[A5] an address that no secret opens waits no more, and a store that fails is asked again', async () => {
  const { directory, alarms, first, jobOf, turn, due } = aMarket(0);
  await directory.addAddress({
    ...{ addressId: idOf('lost'), buyerId: idOf('somebody'), key: idOf('k'), sealed: 'bm90aGluZw', atMs: 0 },
  });
  const { tagAddresses } = directory;
  directory.tagAddresses = async () => {
    throw new Error('away');
  };
  const job = jobOf(first);
  job.begin();
  await turn();
  expect(alarms).toHaveLength(1);
  directory.tagAddresses = tagAddresses;
  expect(due).toHaveLength(1);
  await turn();
  expect(await directory.indexProgress()).toEqual({ waiting: 0, all: 1 });
});
