import type { StreamFact } from '../../server/domain/facts.ts';
import { chainHash, ZERO_HASH } from '../../server/engine/chain.ts';
import type { StoredFact } from '../../server/ports/store.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { PlayedDay } from '../builders/audit-market.ts';

/** A way into the database past the program: what somebody with access to it could do. */
export interface Hands {
  all<Row>(text: string, ...values: (string | number | null)[]): Promise<Row[]>;
  run(text: string, ...values: (string | number | null)[]): Promise<void>;
}

export interface Scene extends PlayedDay {
  streamId: string;
  facts: StoredFact[];
}

export interface Expected {
  invariant: string;
  seq?: number | null;
  at?: string | RegExp;
  found?: RegExp;
  expected?: RegExp;
}

export interface Corruption {
  name: string;
  /** Does the damage. @returns what has to be said of it */
  plant(hands: Hands, scene: Scene): Promise<Expected>;
}

const seqOf = ({ facts }: Scene, type: StreamFact['type'], nth = 0): number =>
  facts.filter((fact) => fact.type === type)[nth]!.seq;

/** Writes another text for a fact and makes every hash after it anew, the head's too: only the rules can find it out. */
async function rewrite(
  hands: Hands,
  { streamId, facts }: Scene,
  seq: number,
  change: (body: Record<string, unknown>) => void,
) {
  let hash = seq === 1 ? ZERO_HASH : facts[seq - 2]!.hash;
  for (const fact of facts.slice(seq - 1)) {
    let { body } = fact;
    if (fact.seq === seq) {
      const text = JSON.parse(body) as { body: Record<string, unknown> };
      change(text.body);
      body = canonicalJson(text);
    }
    hash = chainHash(hash, body);
    await hands.run(
      'UPDATE fact SET body = ?, hash = ? WHERE stream_id = ? AND seq = ?',
      body,
      hash,
      streamId,
      fact.seq,
    );
  }
  await hands.run('UPDATE stream_head SET hash = ? WHERE stream_id = ?', hash, streamId);
}

export const corruptions: Corruption[] = [
  {
    name: 'a byte of a fact’s text is another one',
    async plant(hands, scene) {
      const { seq, body } = scene.facts[30]!;
      await hands.run(
        'UPDATE fact SET body = ? WHERE stream_id = ? AND seq = ?',
        body.replace('"v":1', '"v":7'),
        scene.streamId,
        seq,
      );
      return { invariant: 'INV19', seq, found: /^hash [0-9a-f]{64}$/ };
    },
  },
  {
    name: 'a fact is gone',
    async plant(hands, { streamId }) {
      await hands.run('DELETE FROM fact WHERE stream_id = ? AND seq = 25', streamId);
      return { invariant: 'INV11', seq: 26, found: /^seq 26$/, expected: /^seq 25$/ };
    },
  },
  {
    name: 'the last fact is gone, the head is not',
    async plant(hands, { streamId, facts }) {
      await hands.run('DELETE FROM fact WHERE stream_id = ? AND seq = ?', streamId, facts.length);
      return { invariant: 'INV11', seq: null, at: 'head', found: new RegExp(`${facts.length}$`) };
    },
  },
  {
    name: 'two facts have changed places',
    async plant(hands, { streamId }) {
      await hands.run('UPDATE fact SET seq = 99999 WHERE stream_id = ? AND seq = 20', streamId);
      await hands.run('UPDATE fact SET seq = 20 WHERE stream_id = ? AND seq = 21', streamId);
      await hands.run('UPDATE fact SET seq = 21 WHERE stream_id = ? AND seq = 99999', streamId);
      return { invariant: 'INV19', seq: 20 };
    },
  },
  {
    name: 'a hash is another one',
    async plant(hands, { streamId }) {
      await hands.run('UPDATE fact SET hash = ? WHERE stream_id = ? AND seq = 40', 'a'.repeat(64), streamId);
      return { invariant: 'INV19', seq: 40, found: /^hash aaaa/ };
    },
  },
  {
    name: 'a price is changed and that fact alone is hashed again',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'basket_added', 1);
      const { body } = scene.facts[seq - 1]!;
      const text = body.replace('"unitPriceMinor":4200', '"unitPriceMinor":1');
      if (text === body) throw new Error('There was no such price.');
      const hash = chainHash(scene.facts[seq - 2]!.hash, text);
      await hands.run(
        'UPDATE fact SET body = ?, hash = ? WHERE stream_id = ? AND seq = ?',
        text,
        hash,
        scene.streamId,
        seq,
      );
      return { invariant: 'INV7', seq, found: /at 1$/, expected: /list price 4200/ };
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
      await hands.run('UPDATE fact SET at_ms = ? WHERE stream_id = ? AND seq = 50', atMs, streamId);
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
      const seq = seqOf(scene, 'flash_announced');
      await rewrite(hands, scene, seq, (body) => {
        Object.assign(body, { startsAtMs: (body.startsAtMs as number) + 5_000 });
      });
      return { invariant: 'INV8', seq: seqOf(scene, 'flash_started'), found: /^due at/ };
    },
  },
  {
    name: 'a flash price is given as late while the flash runs, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'basket_added', 0);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { lateOk: true }));
      return { invariant: 'INV7', seq, found: /^a late flash price at/ };
    },
  },
  {
    name: 'a flash ends in the middle of its adds, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'flash_announced');
      const add = scene.facts[seqOf(scene, 'basket_added', 2) - 1]!;
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
    name: 'more is held than there is, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'basket_added', 1);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { units: 5_000 }));
      return { invariant: 'INV1', seq, found: /K1 is broken for item 2/ };
    },
  },
  {
    name: 'more than the flash’s cap is held, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'basket_added', 0);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { units: 21 }));
      return { invariant: 'INV1', seq, found: /K1 is broken for flash/ };
    },
  },
  {
    name: 'a buyer holds more than one buyer may, all hashes made anew',
    async plant(hands, scene) {
      const seq = seqOf(scene, 'basket_added', 0);
      await rewrite(hands, scene, seq, (body) => Object.assign(body, { units: 3 }));
      return { invariant: 'INV9', seq, found: /^3 units of one buyer under flash:/, expected: /at most 2/ };
    },
  },
  {
    name: 'the head is ahead of the log',
    async plant(hands, { streamId, facts }) {
      await hands.run('UPDATE stream_head SET seq = seq + 1 WHERE stream_id = ?', streamId);
      return { invariant: 'INV11', at: 'head', found: new RegExp(`at ${facts.length + 1}$`) };
    },
  },
  {
    name: 'one more is sold than the orders say',
    async plant(hands, { streamId }) {
      await hands.run(
        'UPDATE item_stock SET sold = sold + 1, available = available - 1 WHERE stream_id = ? AND item_number = 1',
        streamId,
      );
      return { invariant: 'INV1', seq: null, at: 'stock 1', found: /"sold":\d+/ };
    },
  },
  {
    name: 'a counter of a flash is off',
    async plant(hands, { streamId, flashId }) {
      await hands.run('UPDATE flash SET sold = sold + 1, lapsed = lapsed - 1 WHERE stream_id = ?', streamId);
      return { invariant: 'INV1', seq: null, at: `flashes ${flashId}` };
    },
  },
  {
    name: 'a line of an order is gone',
    async plant(hands, { streamId, orderIds }) {
      await hands.run(
        'DELETE FROM order_line WHERE stream_id = ? AND order_id = ? AND line_index = 1',
        streamId,
        orderIds[2]!,
      );
      return { invariant: 'INV10', at: `lines ${orderIds[2]} 1`, found: /no such row/ };
    },
  },
  {
    name: 'an order is gone',
    async plant(hands, { streamId, orderIds }) {
      await hands.run('DELETE FROM orders WHERE stream_id = ? AND order_id = ?', streamId, orderIds[4]!);
      return { invariant: 'INV10', at: `orders ${orderIds[4]}`, found: /no such row/ };
    },
  },
  {
    name: 'an order stands there that nobody placed',
    async plant(hands, { streamId, orderIds }) {
      await hands.run(
        `INSERT INTO orders SELECT stream_id, 'made-up', seq, number, buyer_id, status, late, payment, placed_at_ms, pay_by_ms,
           paid_at_ms, cancelled_at_ms, goods_minor, shipping_minor, total_minor, refunded_minor, address_id, phone_tag
         FROM orders WHERE stream_id = ? AND order_id = ?`,
        streamId,
        orderIds[4]!,
      );
      return { invariant: 'INV10', at: 'orders made-up', expected: /no fact explains it/ };
    },
  },
  {
    name: 'an unpaid order says paid',
    async plant(hands, { streamId }) {
      const [order] = await hands.all<{ order_id: string }>(
        "SELECT order_id FROM orders WHERE stream_id = ? AND status = 'EXPIRED' ORDER BY seq LIMIT 1",
        streamId,
      );
      await hands.run("UPDATE orders SET status = 'PAID' WHERE order_id = ?", order!.order_id);
      return {
        invariant: 'INV10',
        at: `orders ${order!.order_id}`,
        found: /"status":"PAID"/,
        expected: /"EXPIRED"/,
      };
    },
  },
  {
    name: 'what is kept of a closed order is another order',
    async plant(hands, { streamId, orderIds }) {
      const [kept] = await hands.all<{ body: string }>(
        'SELECT body FROM closed_order WHERE order_id = ?',
        orderIds[0]!,
      );
      const body = kept!.body.replace('"refundedMinor":', '"refundedMinor":1');
      await hands.run(
        'UPDATE closed_order SET body = ? WHERE stream_id = ? AND order_id = ?',
        body,
        streamId,
        orderIds[0]!,
      );
      return { invariant: 'INV19', at: `closedOrders ${orderIds[0]}` };
    },
  },
  {
    name: 'a key was answered twice',
    async plant(hands, { streamId }) {
      await hands.run(
        `INSERT INTO command_key SELECT stream_id, buyer_id, 'another-key-of-the-same', payload_hash, seq, reply
         FROM command_key WHERE stream_id = ? AND reply LIKE '%"status":"PLACED"%' ORDER BY seq LIMIT 1`,
        streamId,
      );
      return { invariant: 'INV6', at: /^key /, found: /placed as well/ };
    },
  },
  {
    name: 'the key of an order is gone',
    async plant(hands, { streamId }) {
      const [key] = await hands.all<{ key: string; seq: number }>(
        `SELECT key, seq FROM command_key WHERE stream_id = ? AND reply LIKE '%"status":"PLACED"%' ORDER BY seq LIMIT 1`,
        streamId,
      );
      await hands.run('DELETE FROM command_key WHERE stream_id = ? AND key = ?', streamId, key!.key);
      return { invariant: 'INV6', seq: Number(key!.seq), found: /without a key/ };
    },
  },
  {
    name: 'a minute counts one order more',
    async plant(hands, { streamId }) {
      const [row] = await hands.all<{ minute: number }>(
        'SELECT min(minute) AS minute FROM minute WHERE stream_id = ?',
        streamId,
      );
      await hands.run(
        'UPDATE minute SET placed = placed + 1 WHERE stream_id = ? AND minute = ?',
        streamId,
        Number(row!.minute),
      );
      return { invariant: 'INV19', at: `minutes ${row!.minute}` };
    },
  },
  {
    name: 'somebody is missing among those who added',
    async plant(hands, { streamId }) {
      const [row] = await hands.all<{ buyer_id: string }>(
        'SELECT min(buyer_id) AS buyer_id FROM adder WHERE stream_id = ? AND item_number = 2',
        streamId,
      );
      await hands.run(
        'DELETE FROM adder WHERE stream_id = ? AND item_number = 2 AND buyer_id = ?',
        streamId,
        row!.buyer_id,
      );
      return { invariant: 'INV19', at: `adders 2 ${row!.buyer_id}`, found: /no such row/ };
    },
  },
  {
    name: 'a mark of the timeline is another one',
    async plant(hands, { streamId }) {
      await hands.run("UPDATE mark SET item_number = 3 WHERE stream_id = ? AND kind = 'pin'", streamId);
      return { invariant: 'INV19', at: /^marks \d+ pin$/ };
    },
  },
  {
    name: 'the stream has another title',
    async plant(hands, { streamId }) {
      await hands.run("UPDATE stream SET title = 'Another day' WHERE stream_id = ?", streamId);
      return { invariant: 'INV19', at: `streams ${streamId}`, found: /Another day/, expected: /Audit day/ };
    },
  },
  {
    name: 'the warehouse has more than its log',
    async plant(hands) {
      await hands.run('UPDATE product SET warehouse_units = warehouse_units + 1 WHERE price_minor = 1000');
      return { invariant: 'INV19', at: /^products / };
    },
  },
  {
    name: 'a snapshot is not the state at its place',
    async plant(hands, { streamId }) {
      await hands.run(
        `UPDATE snapshot_part SET text = replace(text, '"sold":', '"sold":1') WHERE stream_id = ?`,
        streamId,
      );
      return { invariant: 'INV19', at: 'snapshot' };
    },
  },
];
