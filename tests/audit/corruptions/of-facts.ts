import { chainHash } from '../../../server/event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../../server/market/facts.ts';
import { type Corruption, rewrite, type Scene, seqOf } from './scene.ts';

/** The place of the nth order that names a voucher. */
const namingSeq = ({ facts }: Scene, nth = 0): number =>
  facts.filter(({ type, body }) => type === 'order_placed' && body.includes('"vouchers"'))[nth]!.seq;

/** The first order of a newcomer that is paid online and has several units. */
const newcomersSeq = ({ facts }: Scene): number =>
  facts.find(({ type, body }) => {
    if (type !== 'order_placed') return false;
    const { body: placed } = JSON.parse(body) as { body: Extract<StreamFact, { type: 'order_placed' }> };
    const units = placed.lines.reduce((sum, line) => sum + line.units, 0);
    return placed.isNew && placed.payment !== 'cash_on_delivery' && units > 1;
  })!.seq;

/** The log itself was changed: by somebody who knows no hashes, or by one who makes them all anew. */
export const corruptFacts: Corruption[] = [
  {
    name: 'a byte of a fact’s text is another one',
    async plant(hands, scene) {
      const { seq, body } = scene.facts[30]!;
      await hands.run(
        'UPDATE fact SET body = ? WHERE log_id = ? AND seq = ?',
        body.replace('"v":2', '"v":7'),
        scene.streamId,
        seq,
      );
      return { invariant: 'INV19', seq, found: /^hash [0-9a-f]{64}$/ };
    },
  },
  {
    name: 'a fact is gone',
    async plant(hands, { streamId }) {
      await hands.run('DELETE FROM fact WHERE log_id = ? AND seq = 25', streamId);
      return { invariant: 'INV11', seq: 26, found: /^seq 26$/, expected: /^seq 25$/ };
    },
  },
  {
    name: 'the last fact is gone, the head is not',
    async plant(hands, { streamId, facts }) {
      await hands.run('DELETE FROM fact WHERE log_id = ? AND seq = ?', streamId, facts.length);
      return { invariant: 'INV11', seq: null, at: 'head', found: new RegExp(`${facts.length}$`) };
    },
  },
  {
    name: 'two facts have changed places',
    async plant(hands, { streamId }) {
      await hands.run('UPDATE fact SET seq = 99999 WHERE log_id = ? AND seq = 20', streamId);
      await hands.run('UPDATE fact SET seq = 20 WHERE log_id = ? AND seq = 21', streamId);
      await hands.run('UPDATE fact SET seq = 21 WHERE log_id = ? AND seq = 99999', streamId);
      return { invariant: 'INV19', seq: 20 };
    },
  },
  {
    name: 'a hash is another one',
    async plant(hands, { streamId }) {
      await hands.run('UPDATE fact SET hash = ? WHERE log_id = ? AND seq = 40', 'a'.repeat(64), streamId);
      return { invariant: 'INV19', seq: 40, found: /^hash aaaa/ };
    },
  },
  {
    name: 'a price is changed and that fact alone is hashed again',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'cart_added', 1);
      const { body } = scene.facts[seq - 1]!;
      const text = body.replace('"unitPriceMinor":4200', '"unitPriceMinor":1');
      if (text === body) throw new Error('There was no such price.');
      const hash = chainHash(scene.facts[seq - 2]!.hash, text);
      await hands.run(
        'UPDATE fact SET body = ?, hash = ? WHERE log_id = ? AND seq = ?',
        text,
        hash,
        scene.streamId,
        seq,
      );
      return { invariant: 'INV7', seq, found: /at 1$/, expected: /list price 4200/ };
    },
  },
  {
    name: 'a line has another share than its item was added with',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed');
      await rewrite(hands, scene, seq, (body) => {
        (body.lines as { shareBps: number }[])[0]!.shareBps = 9_000;
      });
      return { invariant: 'INV18', seq, found: /share of 9000$/, expected: /^8000/ };
    },
  },
  {
    name: 'an item came with a share that nobody set',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'item_added');
      await rewrite(hands, scene, seq, (body) => {
        body.shareBps = 9_000;
      });
      return { invariant: 'INV18', seq, found: /^a share of 9000$/ };
    },
  },
  {
    name: 'a line has another reserve than its item was added with',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed');
      await rewrite(hands, scene, seq, (body) => {
        (body.lines as { reserve?: object }[])[0]!.reserve = { bps: 1_000, days: 30 };
      });
      return { invariant: 'INV18', seq, found: /reserve of 1000 for 30 days$/, expected: /^nothing/ };
    },
  },
  {
    name: 'a fact is of another format, and hashed as such',
    async plant(hands, { streamId, facts }) {
      const text = facts[29]!.body.replace(/"v":2\}$/, '"v":1}');
      if (text === facts[29]!.body) throw new Error('The text does not end with its format.');
      const hash = chainHash(facts[28]!.hash, text);
      await hands.run(
        'UPDATE fact SET body = ?, hash = ? WHERE log_id = ? AND seq = 30',
        text,
        hash,
        streamId,
      );
      return { invariant: 'INV19', seq: 30, found: /^a fact of format 1$/, expected: /format 2$/ };
    },
  },
  {
    name: 'a time runs back, all hashes made anew',
    async plant(hands, scene) {
      const { streamId, facts } = scene;
      const earlier = { ...scene, facts: facts.map((fact) => ({ ...fact })) };
      const fact = earlier.facts[49]!;
      const atMs = fact.atMs - 3_600_000;
      fact.body = fact.body.replace(`"at":${fact.atMs}`, `"at":${atMs}`);
      await hands.run('UPDATE fact SET at_ms = ? WHERE log_id = ? AND seq = 50', atMs, streamId);
      await rewrite(hands, earlier, 50, () => {});
      return { invariant: 'INV8', seq: 50, found: new RegExp(`time ${atMs}`) };
    },
  },
  {
    name: 'a deadline is stamped late, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_expired');
      await rewrite(hands, scene, seq, (body) => {
        Object.assign(body, { dueAtMs: (body.dueAtMs as number) + 1_000 });
      });
      return { invariant: 'INV8', seq, found: /^due at/ };
    },
  },
  {
    name: 'a flash starts at another time than it was announced for, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'flash_sale_announced');
      await rewrite(hands, scene, seq, (body) => {
        Object.assign(body, { startsAtMs: (body.startsAtMs as number) + 5_000 });
      });
      return { invariant: 'INV8', seq: seqOf(scene, 'flash_sale_started'), found: /^due at/ };
    },
  },
  {
    name: 'a flash price is given as late while the flash runs, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'cart_added', 0);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { lateOk: true }));
      return { invariant: 'INV7', seq, found: /^a late flash price at/ };
    },
  },
  {
    name: 'a flash ends in the middle of its adds, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'flash_sale_announced');
      const add = scene.facts[seqOf(scene, 'cart_added', 2) - 1]!;
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { endsAtMs: add.atMs }));
      return { invariant: 'INV8', seq: add.seq, found: /with flash_end .* open since/ };
    },
  },
  {
    name: 'an order is priced off, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed', 2);
      await rewrite(hands, scene, seq, (body) => {
        const lines = body.lines as unknown as {
          unitPriceMinor: number;
          payMinor: number;
          goodsMinor: number;
        }[];
        Object.assign(lines[1]!, { unitPriceMinor: 200, payMinor: 200, goodsMinor: 200 });
      });
      return { invariant: 'INV7', seq, found: /item 2 at 200/, expected: /held price 4200/ };
    },
  },
  {
    name: 'a total is off by one, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed', 2);
      await rewrite(hands, scene, seq, (body) => {
        Object.assign(body, { totalMinor: (body.totalMinor as number) - 1 });
      });
      return { invariant: 'INV7', seq, found: /a total of/ };
    },
  },
  {
    name: 'an order has the number of the one before, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed', 2);
      await rewrite(hands, scene, seq, (body) => {
        Object.assign(body, { number: '1002' });
      });
      return { invariant: 'INV10', seq, found: /order number 1002/, expected: /^1003$/ };
    },
  },
  {
    name: 'an order jumps over numbers where no gap stands, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed', 2);
      await rewrite(hands, scene, seq, (body) => {
        Object.assign(body, { number: '3000' });
      });
      return { invariant: 'INV10', seq, found: /order number 3000/, expected: /^1003$/ };
    },
  },
  {
    name: 'an order pays for sending that costs nothing, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'order_placed', 2);
      await rewrite(hands, scene, seq, (body) => {
        const totalMinor = (body.totalMinor as number) + 500;
        Object.assign(body, { shipping: [{ feeMinor: 500, origin: '' }], shippingMinor: 500, totalMinor });
      });
      return { invariant: 'INV7', seq, found: /^: 500$/, expected: /^no shipping$/ };
    },
  },
  {
    name: 'a voucher takes off more than it says, all hashes made anew',
    async plant(hands, scene) {
      const seq = namingSeq(scene);
      await rewrite(hands, scene, seq, (body) => {
        const [line] = body.lines as {
          discounts: { minor: number }[];
          payMinor: number;
          goodsMinor: number;
        }[];
        line!.discounts[0]!.minor += 50;
        line!.payMinor -= 50;
        line!.goodsMinor -= 50;
        const total = (body.totalMinor as number) - 50;
        Object.assign(body, { goodsMinor: total, totalMinor: total });
      });
      return { invariant: 'INV7', seq, found: /^150 off by voucher/, expected: /^100,/ };
    },
  },
  {
    name: 'a voucher could be claimed once, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'voucher_created');
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { cap: 1 }));
      return { invariant: 'INV9', seq: namingSeq(scene, 1), found: /^2 claims of voucher/ };
    },
  },
  {
    name: 'more is held than there is, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'cart_added', 1);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { units: 5_000 }));
      return { invariant: 'INV1', seq, found: /K1 is broken for item 2/ };
    },
  },
  {
    name: 'more than the flash’s cap is held, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'cart_added', 0);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { units: 21 }));
      return { invariant: 'INV1', seq, found: /K1 is broken for flash/ };
    },
  },
  {
    name: 'a newcomer ordered more than a newcomer may, all hashes made anew',
    async plant(hands, scene) {
      await rewrite(hands, scene, seqOf(scene, 'stream_created'), (body) =>
        Object.assign(body.settings as object, { newcomerOrderUnits: 1 }),
      );
      const seq = newcomersSeq(scene);
      return { invariant: 'INV9', seq, found: /units in an order of a new buyer/, expected: /at most 1/ };
    },
  },
  {
    name: 'a buyer holds more than one buyer may, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'cart_added', 0);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { units: 3 }));
      return { invariant: 'INV9', seq, found: /^3 units of one buyer under flash:/, expected: /at most 2/ };
    },
  },
  {
    name: 'units that came free are offered to the second in the line, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'waitlist_offered');
      const second = scene.facts[seqOf(scene, 'waitlist_joined', 1) - 1]!;
      const { buyerId } = JSON.parse(second.body).body;
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { buyerId }));
      return { invariant: 'INV25', seq, found: new RegExp(`^1 of item 4 at 700 .* for ${buyerId}$`) };
    },
  },
  {
    name: 'the head is ahead of the log',
    async plant(hands, { streamId, facts }) {
      await hands.run('UPDATE log_head SET seq = seq + 1 WHERE log_id = ?', streamId);
      return { invariant: 'INV11', at: 'head', found: new RegExp(`at ${facts.length + 1}$`) };
    },
  },
  {
    name: 'the head says that the log is over, so that no restart would wake it',
    async plant(hands, { streamId }) {
      await hands.run('UPDATE log_head SET is_open = 0 WHERE log_id = ?', streamId);
      return { invariant: 'INV19', at: 'head', found: /^a log that is over$/, expected: /is open/ };
    },
  },
];
