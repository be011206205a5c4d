import type { Corruption } from './scene.ts';

/** What an order's row has besides its stream and its id. */
const OF_AN_ORDER = `seq, number, buyer_id, status, late, payment, placed_at_ms, pay_by_ms,
  paid_at_ms, cancelled_at_ms, goods_minor, shipping_minor, total_minor, refunded_minor, address_id, phone_tag, delivered_at_ms,
  shipping_host_off_minor, shipping_shop_off_minor, vouchers, channel, shipping_refunded_minor,
  shown_currency, shown_rate_micros, contents, received_at_ms`;

/** The log is whole, and what is shown of it was changed. */
export const corruptRows: Corruption[] = [
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
    name: 'a voucher was claimed once more than by the orders',
    async plant(hands, { streamId, voucherId }) {
      await hands.run('UPDATE voucher SET claimed = claimed + 1 WHERE stream_id = ?', streamId);
      return { invariant: 'INV9', seq: null, at: `vouchers ${voucherId}`, found: /"claimed":\d+/ };
    },
  },
  {
    name: 'what a voucher took off a line is somebody else’s to pay',
    async plant(hands, { streamId }) {
      await hands.run(
        `UPDATE order_line SET shop_off_minor = producer_off_minor, producer_off_minor = 0
         WHERE stream_id = ? AND producer_off_minor > 0`,
        streamId,
      );
      return { invariant: 'INV10', at: /^lines /, found: /"shopOffMinor":100/ };
    },
  },
  {
    name: 'shipping is given back that nobody paid',
    async plant(hands, { streamId, orderIds }) {
      await hands.run(
        'UPDATE orders SET shipping_refunded_minor = 5 WHERE stream_id = ? AND order_id = ?',
        streamId,
        orderIds[2]!,
      );
      return { invariant: 'INV10', at: `orders ${orderIds[2]}`, found: /"shippingRefundedMinor":5/ };
    },
  },
  {
    name: 'what an order says in short of its lines is not what it holds',
    async plant(hands, { streamId, orderIds }) {
      await hands.run(
        "UPDATE orders SET contents = contents || ',1:1:100' WHERE stream_id = ? AND order_id = ?",
        streamId,
        orderIds[2]!,
      );
      return { invariant: 'INV10', at: `orders ${orderIds[2]}`, found: /"contents":"[^"]*,1:1:100"/ };
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
        `INSERT INTO orders (stream_id, order_id, ${OF_AN_ORDER}) SELECT stream_id, 'made-up', ${OF_AN_ORDER}
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
        `INSERT INTO command_key SELECT log_id, actor_id, 'another-key-of-the-same', payload_hash, seq, reply
         FROM command_key WHERE log_id = ? AND reply LIKE '%"status":"PLACED"%' ORDER BY seq LIMIT 1`,
        streamId,
      );
      return { invariant: 'INV6', at: /^key /, found: /placed as well/ };
    },
  },
  {
    name: 'the key of an order is gone',
    async plant(hands, { streamId }) {
      const [key] = await hands.all<{ key: string; seq: number }>(
        `SELECT key, seq FROM command_key WHERE log_id = ? AND reply LIKE '%"status":"PLACED"%' ORDER BY seq LIMIT 1`,
        streamId,
      );
      await hands.run('DELETE FROM command_key WHERE log_id = ? AND key = ?', streamId, key!.key);
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
      return { invariant: 'INV19', at: `adders 2 ${row!.buyer_id} direct`, found: /no such row/ };
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
    name: 'an amount of the ledger is another one',
    async plant(hands, { streamId }) {
      const [entry] = await hands.all<{ seq: number }>(
        "SELECT max(seq) AS seq FROM ledger_entry WHERE stream_id = ? AND account = 'escrow'",
        streamId,
      );
      const seq = Number(entry!.seq);
      await hands.run(
        "UPDATE ledger_entry SET amount_minor = amount_minor + 1 WHERE stream_id = ? AND seq = ? AND account = 'escrow'",
        streamId,
        seq,
      );
      return { invariant: 'INV18', seq, at: /^ledgerEntries \d+ \d+$/ };
    },
  },
  {
    name: 'the ledger has an entry that no fact made',
    async plant(hands, { streamId }) {
      await hands.run(
        `INSERT INTO ledger_entry SELECT stream_id, seq + 100000, entry_index, at_ms, account, currency, amount_minor, what,
           producer_id, order_id, line_index, delivery_seq, base_minor, note
         FROM ledger_entry WHERE stream_id = ? AND account = 'escrow'`,
        streamId,
      );
      return { invariant: 'INV18', at: /^ledgerEntries /, expected: /no fact explains it/ };
    },
  },
  {
    name: 'a snapshot is not the state at its place',
    async plant(hands, { streamId }) {
      await hands.run(
        `UPDATE snapshot_part SET text = replace(text, '"sold":', '"sold":1') WHERE log_id = ?`,
        streamId,
      );
      return { invariant: 'INV19', at: 'snapshot' };
    },
  },
];
