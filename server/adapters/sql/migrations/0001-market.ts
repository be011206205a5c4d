import type { Dialect, Migration } from './migration.ts';

/**
 * All tables of format 2, in the order in which they are understood. The log is the truth (`log_head`, `fact`,
 * `command_key`); the tables from `stream` to `voucher` show what it means and can be made again from it.
 *
 * What is read along a stream lies along a stream: those tables are clustered by their primary key where the engine can
 * (SQLite). Tables with long rows are not. Each index costs every order, so there are few.
 *
 * Numbers of the rules stand at the tables that hold them: K1, O5 and V3 are checked by the database as well. Money is
 * in minor units, times are in ms. Truth is 0 or 1.
 */
export const market: Migration = {
  version: 1,
  up: (dialect) => [
    ...log(dialect),
    ...keys(dialect),
    ...snapshots(dialect),
    ...readers(dialect),
    ...streams(dialect),
    ...lineup(dialect),
    ...stock(dialect),
    ...vouchers(dialect),
    ...orders(dialect),
    ...parcels(dialect),
    ...claims(dialect),
    ...products(dialect),
    ...settlement(dialect),
    ...insights(dialect),
    ...audience(dialect),
    ...accounts(dialect),
    ...staff(dialect),
    ...webhooks(dialect),
    ...security(dialect),
  ],
};

/** Heads, who decides for them, and facts. */
function log({ text }: Dialect): string[] {
  return [
    `CREATE TABLE log_head (
      log_id ${text} NOT NULL PRIMARY KEY,
      kind ${text} NOT NULL,
      history ${text} NOT NULL,
      seq BIGINT NOT NULL CHECK (seq >= 0),
      at_ms BIGINT NOT NULL,
      hash ${text} NOT NULL,
      is_open SMALLINT NOT NULL,
      owner_node ${text},
      owner_address ${text},
      owner_until_ms BIGINT)`,
    `CREATE TABLE fact (
      log_id ${text} NOT NULL,
      seq BIGINT NOT NULL CHECK (seq >= 1),
      at_ms BIGINT NOT NULL,
      type ${text} NOT NULL,
      body ${text} NOT NULL,
      hash ${text} NOT NULL,
      PRIMARY KEY (log_id, seq))`,
  ];
}

/**
 * Answers by the keys of their commands (I1), and the times of which a log may have lost what was acknowledged, with keys
 * of those times; nobody is named there. An index starts with the key itself: it grows with time, so that new entries
 * lie together.
 */
function keys({ clustered, text, engine }: Dialect): string[] {
  return [
    `CREATE TABLE command_key (
      log_id ${text} NOT NULL,
      actor_id ${text} NOT NULL,
      key ${text} NOT NULL,
      payload_hash ${text} NOT NULL,
      seq BIGINT NOT NULL,
      reply ${text} NOT NULL,
      PRIMARY KEY (log_id, key, actor_id))`,
    // Only where several processes write is a log asked for its newer keys again and again.
    ...(engine === 'postgres' ? ['CREATE INDEX key_by_seq ON command_key (log_id, seq)'] : []),
    `CREATE TABLE log_gap (
      log_id ${text} NOT NULL,
      history ${text} NOT NULL,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT NOT NULL,
      lost BIGINT,
      PRIMARY KEY (log_id, history))${clustered}`,
    `CREATE TABLE lost_key (
      log_id ${text} NOT NULL,
      history ${text} NOT NULL,
      key ${text} NOT NULL,
      PRIMARY KEY (log_id, history, key))${clustered}`,
  ];
}

/** States of logs, in parts; one counts once its `snapshot` row says how many parts it has. */
function snapshots({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE snapshot (
      log_id ${text} NOT NULL,
      version INTEGER NOT NULL,
      seq BIGINT NOT NULL,
      parts INTEGER NOT NULL,
      PRIMARY KEY (log_id, version, seq))${clustered}`,
    `CREATE TABLE snapshot_part (
      log_id ${text} NOT NULL,
      version INTEGER NOT NULL,
      seq BIGINT NOT NULL,
      part INTEGER NOT NULL,
      text ${text} NOT NULL,
      PRIMARY KEY (log_id, version, seq, part))`,
  ];
}

/** How far each subscriber has read, and which server may act for a name. */
function readers({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE cursor (
      consumer ${text} NOT NULL,
      log_id ${text} NOT NULL,
      seq BIGINT NOT NULL CHECK (seq >= 0),
      PRIMARY KEY (consumer, log_id))${clustered}`,
    `CREATE TABLE lease (
      name ${text} NOT NULL PRIMARY KEY,
      holder ${text} NOT NULL,
      until_ms BIGINT NOT NULL)`,
  ];
}

/** Streams and their pages; an empty text of a page says nothing. `page_seq`: the fact that said so last; 0: none. */
function streams({ text }: Dialect): string[] {
  return [
    `CREATE TABLE stream (
      stream_id ${text} NOT NULL PRIMARY KEY,
      slug ${text} NOT NULL UNIQUE,
      title ${text} NOT NULL,
      host_id ${text} NOT NULL,
      host_name ${text} NOT NULL,
      status ${text} NOT NULL,
      currency ${text} NOT NULL,
      scheduled_at_ms BIGINT NOT NULL,
      live_start_ms BIGINT,
      ended_at_ms BIGINT,
      closed_at_ms BIGINT,
      rehearsal_of ${text},
      title_en ${text} NOT NULL DEFAULT '',
      host_name_en ${text} NOT NULL DEFAULT '',
      description ${text} NOT NULL DEFAULT '',
      description_en ${text} NOT NULL DEFAULT '',
      cover ${text} NOT NULL DEFAULT '',
      page_seq BIGINT NOT NULL DEFAULT 0)`,
    'CREATE INDEX stream_by_schedule ON stream (scheduled_at_ms)',
  ];
}

/** Items of a stream by their numbers; an empty `name_en`: there is the one name. */
function lineup({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE item (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      product_id ${text} NOT NULL,
      producer_id ${text} NOT NULL,
      name ${text} NOT NULL,
      producer ${text} NOT NULL,
      is_removed SMALLINT NOT NULL,
      name_en ${text} NOT NULL DEFAULT '',
      PRIMARY KEY (stream_id, item_number))${clustered}`,
  ];
}

/** Where the units of each item and of each flash sale are (K1). */
function stock({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE item_stock (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      allotted INTEGER NOT NULL CHECK (allotted >= 0),
      adjusted INTEGER NOT NULL,
      available INTEGER NOT NULL CHECK (available >= 0),
      held INTEGER NOT NULL CHECK (held >= 0),
      unpaid INTEGER NOT NULL CHECK (unpaid >= 0),
      sold INTEGER NOT NULL CHECK (sold >= 0),
      PRIMARY KEY (stream_id, item_number),
      CONSTRAINT k1_stock CHECK (allotted + adjusted = available + held + unpaid + sold))${clustered}`,
    `CREATE TABLE flash (
      stream_id ${text} NOT NULL,
      flash_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      price_minor BIGINT NOT NULL,
      starts_at_ms BIGINT NOT NULL,
      ends_at_ms BIGINT NOT NULL,
      cap INTEGER NOT NULL,
      free INTEGER NOT NULL CHECK (free >= 0),
      lapsed INTEGER NOT NULL CHECK (lapsed >= 0),
      held INTEGER NOT NULL CHECK (held >= 0),
      unpaid INTEGER NOT NULL CHECK (unpaid >= 0),
      sold INTEGER NOT NULL CHECK (sold >= 0),
      PRIMARY KEY (stream_id, flash_id),
      CONSTRAINT k1_flash CHECK (cap = free + lapsed + held + unpaid + sold))${clustered}`,
  ];
}

/** How often each voucher was claimed (V3). What it took off stands with lines and orders. */
function vouchers({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE voucher (
      stream_id ${text} NOT NULL,
      voucher_id ${text} NOT NULL,
      kind ${text} NOT NULL,
      producer_id ${text},
      funded_by ${text} NOT NULL,
      starts_at_ms BIGINT NOT NULL,
      ends_at_ms BIGINT NOT NULL,
      cap INTEGER NOT NULL,
      claimed INTEGER NOT NULL CHECK (claimed >= 0),
      PRIMARY KEY (stream_id, voucher_id),
      CONSTRAINT v3_claimed CHECK (claimed <= cap))${clustered}`,
  ];
}

/**
 * Orders and their lines. `contents` has the lines in short (`contentsOf` says how): a report reads orders alone. What
 * promotions and vouchers took off is kept by who pays for it (V2); what a flash price gives away is not among it, prices
 * say that. `received_at_ms` and `tap_at_ms` are the arrivals that judged prices (T3, F5).
 */
function orders({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE orders (
      stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      seq BIGINT NOT NULL,
      number ${text} NOT NULL,
      buyer_id ${text} NOT NULL,
      status ${text} NOT NULL,
      late SMALLINT NOT NULL,
      payment ${text} NOT NULL,
      placed_at_ms BIGINT NOT NULL,
      pay_by_ms BIGINT NOT NULL,
      paid_at_ms BIGINT,
      cancelled_at_ms BIGINT,
      delivered_at_ms BIGINT,
      goods_minor BIGINT NOT NULL,
      shipping_minor BIGINT NOT NULL,
      total_minor BIGINT NOT NULL,
      refunded_minor BIGINT NOT NULL,
      address_id ${text},
      phone_tag ${text},
      shipping_host_off_minor BIGINT NOT NULL DEFAULT 0,
      shipping_shop_off_minor BIGINT NOT NULL DEFAULT 0,
      vouchers ${text},
      channel ${text} NOT NULL DEFAULT 'direct',
      shipping_refunded_minor BIGINT NOT NULL DEFAULT 0,
      shown_currency ${text},
      shown_rate_micros BIGINT,
      contents ${text} NOT NULL DEFAULT '',
      received_at_ms BIGINT,
      PRIMARY KEY (stream_id, order_id))${clustered}`,
    'CREATE UNIQUE INDEX order_by_id ON orders (order_id)',
    'CREATE INDEX order_by_buyer ON orders (buyer_id)',
    // Whether somebody has ever bought (H6), without what they ordered and did not pay: asked before orders.
    `CREATE INDEX order_bought ON orders (buyer_id)
      WHERE paid_at_ms IS NOT NULL AND (payment <> 'cash_on_delivery' OR delivered_at_ms IS NOT NULL)`,
    // Which orders are to be completed; an order enters it when its last parcel is delivered.
    "CREATE INDEX order_delivered ON orders (delivered_at_ms) WHERE delivered_at_ms IS NOT NULL AND status = 'PAID'",
    // A report adds up what vouchers gave (V2) and what sending was paid (P2) without reading all other orders.
    'CREATE INDEX order_with_voucher ON orders (stream_id) WHERE vouchers IS NOT NULL',
    'CREATE INDEX order_with_shipping ON orders (stream_id) WHERE shipping_minor > 0',
    `CREATE TABLE order_line (
      stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      item_number INTEGER NOT NULL,
      product_id ${text} NOT NULL,
      producer_id ${text} NOT NULL,
      flash_id ${text},
      units INTEGER NOT NULL CHECK (units >= 1),
      unit_price_minor BIGINT NOT NULL,
      goods_minor BIGINT NOT NULL,
      cancelled_units INTEGER NOT NULL,
      cancelled_goods_minor BIGINT NOT NULL,
      refunded_units INTEGER NOT NULL,
      refunded_goods_minor BIGINT NOT NULL,
      withdrawn_units INTEGER NOT NULL DEFAULT 0,
      share_bps INTEGER NOT NULL,
      producer_off_minor BIGINT NOT NULL DEFAULT 0,
      host_off_minor BIGINT NOT NULL DEFAULT 0,
      shop_off_minor BIGINT NOT NULL DEFAULT 0,
      tap_at_ms BIGINT,
      late_ok INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (stream_id, order_id, line_index))${clustered}`,
    // A report finds what was made cheaper, and what was cancelled or given back, without reading all other lines.
    `CREATE INDEX line_given ON order_line (stream_id, order_id)
      WHERE producer_off_minor + host_off_minor + shop_off_minor > 0`,
    `CREATE INDEX line_undone ON order_line (stream_id, order_id)
      WHERE cancelled_goods_minor + refunded_goods_minor > 0`,
    // An order that memory let go of, whole.
    `CREATE TABLE closed_order (
      stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      body ${text} NOT NULL,
      PRIMARY KEY (stream_id, order_id))`,
  ];
}

/** Parcels, and what lies in them (O5). */
function parcels({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE shipment (
      stream_id ${text} NOT NULL,
      shipment_id ${text} NOT NULL,
      seq BIGINT NOT NULL,
      buyer_id ${text} NOT NULL,
      origin ${text} NOT NULL,
      address_id ${text},
      status ${text} NOT NULL,
      carrier ${text},
      tracking_code ${text},
      packed_at_ms BIGINT NOT NULL,
      shipped_at_ms BIGINT,
      delivered_at_ms BIGINT,
      ended_at_ms BIGINT,
      PRIMARY KEY (stream_id, shipment_id))${clustered}`,
    'CREATE UNIQUE INDEX shipment_by_id ON shipment (shipment_id)',
    // A carrier knows a parcel by its code alone.
    'CREATE INDEX shipment_by_code ON shipment (tracking_code) WHERE tracking_code IS NOT NULL',
    `CREATE TABLE shipment_line (
      stream_id ${text} NOT NULL,
      shipment_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      units INTEGER NOT NULL CHECK (units >= 1),
      sellable INTEGER NOT NULL CHECK (sellable >= 0),
      damaged INTEGER NOT NULL CHECK (damaged >= 0),
      PRIMARY KEY (stream_id, shipment_id, order_id, line_index),
      CONSTRAINT o5_returned CHECK (sellable + damaged <= units))${clustered}`,
    'CREATE INDEX shipment_line_by_order ON shipment_line (order_id)',
  ];
}

/** What buyers claim of what arrived. */
function claims({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE claim (
      stream_id ${text} NOT NULL,
      claim_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      units INTEGER NOT NULL CHECK (units >= 1),
      share_bps INTEGER NOT NULL CHECK (share_bps BETWEEN 1 AND 10000),
      reason ${text} NOT NULL,
      status ${text} NOT NULL,
      opened_at_ms BIGINT NOT NULL,
      decided_at_ms BIGINT,
      goods_minor BIGINT NOT NULL,
      refund_minor BIGINT NOT NULL,
      PRIMARY KEY (stream_id, claim_id))${clustered}`,
    'CREATE UNIQUE INDEX claim_by_id ON claim (claim_id)',
    'CREATE INDEX claim_by_order ON claim (order_id)',
    "CREATE INDEX claim_open ON claim (stream_id) WHERE status = 'OPEN'",
  ];
}

/** The shop's catalogue, and each price that a product was ever sold at. An empty `…_en`: there is the one name. */
function products({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE product (
      product_id ${text} NOT NULL PRIMARY KEY,
      sku ${text} NOT NULL,
      name ${text} NOT NULL,
      producer_id ${text} NOT NULL,
      producer ${text} NOT NULL,
      origin ${text} NOT NULL,
      category ${text} NOT NULL,
      grams INTEGER NOT NULL,
      price_minor BIGINT NOT NULL,
      floor_minor BIGINT NOT NULL,
      currency ${text} NOT NULL,
      picture ${text} NOT NULL,
      warehouse_units INTEGER NOT NULL CHECK (warehouse_units >= 0),
      is_perishable SMALLINT NOT NULL DEFAULT 0,
      harvested_on ${text} NOT NULL DEFAULT '',
      batch ${text} NOT NULL DEFAULT '',
      ship_base_minor BIGINT NOT NULL DEFAULT 0,
      ship_increment_minor BIGINT NOT NULL DEFAULT 0,
      search_text ${text} NOT NULL,
      name_en ${text} NOT NULL DEFAULT '',
      producer_en ${text} NOT NULL DEFAULT '')`,
    'CREATE INDEX product_by_sku ON product (sku)',
    `CREATE TABLE product_price (
      product_id ${text} NOT NULL,
      unit_price_minor BIGINT NOT NULL,
      last_at_ms BIGINT NOT NULL,
      PRIMARY KEY (product_id, unit_price_minor))${clustered}`,
  ];
}

/**
 * The ledger and what producers are owed (M1–M5). Entries are only ever added; a payable belongs to its stream's log and
 * what was paid of it to the shop's, so that neither waits for the other.
 */
function settlement({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE ledger_entry (
      stream_id ${text} NOT NULL,
      seq BIGINT NOT NULL,
      entry_index INTEGER NOT NULL,
      at_ms BIGINT NOT NULL,
      account ${text} NOT NULL,
      currency ${text} NOT NULL,
      amount_minor BIGINT NOT NULL,
      what ${text} NOT NULL,
      producer_id ${text},
      order_id ${text},
      line_index INTEGER,
      delivery_seq BIGINT,
      base_minor BIGINT,
      note ${text},
      PRIMARY KEY (stream_id, seq, entry_index))${clustered}`,
    // Only a producer's account is asked for week by week.
    'CREATE INDEX entry_by_producer ON ledger_entry (producer_id, at_ms) WHERE producer_id IS NOT NULL',
    `CREATE TABLE payable (
      stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      delivery_seq BIGINT NOT NULL,
      entry_index INTEGER NOT NULL,
      producer_id ${text} NOT NULL,
      product_id ${text} NOT NULL,
      currency ${text} NOT NULL,
      number ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      units INTEGER NOT NULL,
      base_minor BIGINT NOT NULL,
      share_minor BIGINT NOT NULL,
      reversed_base_minor BIGINT NOT NULL,
      reversed_share_minor BIGINT NOT NULL,
      delivered_at_ms BIGINT NOT NULL,
      due_until_ms BIGINT NOT NULL,
      is_paused SMALLINT NOT NULL,
      PRIMARY KEY (stream_id, order_id, line_index, delivery_seq))${clustered}`,
    'CREATE INDEX payable_by_producer ON payable (producer_id, due_until_ms)',
    `CREATE TABLE settlement_state (
      stream_id ${text} NOT NULL,
      kind ${text} NOT NULL,
      id ${text} NOT NULL,
      body ${text} NOT NULL,
      PRIMARY KEY (stream_id, kind, id))`,
    `CREATE TABLE payout (
      payout_id ${text} NOT NULL PRIMARY KEY,
      seq BIGINT NOT NULL,
      at_ms BIGINT NOT NULL,
      producer_id ${text} NOT NULL,
      currency ${text} NOT NULL,
      amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
      staff_id ${text} NOT NULL)`,
    'CREATE INDEX payout_by_producer ON payout (producer_id, at_ms)',
    `CREATE TABLE payout_line (
      payout_id ${text} NOT NULL,
      line_stream_id ${text} NOT NULL,
      order_id ${text} NOT NULL,
      line_index INTEGER NOT NULL,
      delivery_seq BIGINT NOT NULL,
      amount_minor BIGINT NOT NULL,
      at_ms BIGINT NOT NULL,
      PRIMARY KEY (payout_id, line_stream_id, order_id, line_index, delivery_seq))${clustered}`,
    'CREATE INDEX payout_line_by_line ON payout_line (line_stream_id, order_id, line_index, delivery_seq)',
  ];
}

/** What reports count out of a log: each minute, who added what by whose link (C1), what was pinned and flashed when. */
function insights({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE minute (
      stream_id ${text} NOT NULL,
      minute BIGINT NOT NULL,
      adds INTEGER NOT NULL,
      placed INTEGER NOT NULL,
      paid INTEGER NOT NULL,
      PRIMARY KEY (stream_id, minute))${clustered}`,
    `CREATE TABLE adder (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      buyer_id ${text} NOT NULL,
      channel ${text} NOT NULL,
      PRIMARY KEY (stream_id, item_number, buyer_id, channel))${clustered}`,
    `CREATE TABLE mark (
      stream_id ${text} NOT NULL,
      seq BIGINT NOT NULL,
      kind ${text} NOT NULL,
      item_number INTEGER,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT,
      PRIMARY KEY (stream_id, seq, kind))${clustered}`,
    // Beside the log: who was told no, how often, and how much they asked for.
    `CREATE TABLE refusal (
      stream_id ${text} NOT NULL,
      buyer_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      code ${text} NOT NULL,
      first_at_ms BIGINT NOT NULL,
      last_at_ms BIGINT NOT NULL,
      count BIGINT NOT NULL CHECK (count >= 1),
      largest_ask INTEGER NOT NULL,
      PRIMARY KEY (stream_id, buyer_id, item_number, code))${clustered}`,
  ];
}

/** Who watched and when, what their screens have shown, and which servers are alive. Beside the log. */
function audience({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE audience (
      connection_id ${text} NOT NULL PRIMARY KEY,
      stream_id ${text} NOT NULL,
      node ${text} NOT NULL,
      viewer_id ${text} NOT NULL,
      is_staff SMALLINT NOT NULL,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT,
      channel ${text} NOT NULL DEFAULT 'direct')`,
    'CREATE INDEX audience_by_stream ON audience (stream_id)',
    'CREATE INDEX audience_open ON audience (connection_id) WHERE to_ms IS NULL',
    `CREATE TABLE exposure (
      stream_id ${text} NOT NULL,
      item_number INTEGER NOT NULL,
      viewer_id ${text} NOT NULL,
      channel ${text} NOT NULL,
      shown_ms BIGINT NOT NULL CHECK (shown_ms >= 0),
      is_opened SMALLINT NOT NULL,
      one_in INTEGER NOT NULL CHECK (one_in >= 1),
      PRIMARY KEY (stream_id, item_number, viewer_id, channel))${clustered}`,
    `CREATE TABLE beat (
      node ${text} NOT NULL PRIMARY KEY,
      at_ms BIGINT NOT NULL)`,
  ];
}

/**
 * Buyers: which ids are one person, and their sealed addresses, never joined to a log (A3). `sealed_under`: fingerprints of
 * the secrets that sealed them, more than one where the secret was changed.
 */
function accounts({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE buyer_alias (
      from_id ${text} NOT NULL PRIMARY KEY,
      into_id ${text} NOT NULL,
      root_id ${text} NOT NULL,
      at_ms BIGINT NOT NULL)${clustered}`,
    'CREATE INDEX alias_by_root ON buyer_alias (root_id)',
    `CREATE TABLE address (
      address_id ${text} NOT NULL PRIMARY KEY,
      buyer_id ${text} NOT NULL,
      key ${text} NOT NULL,
      sealed ${text} NOT NULL,
      at_ms BIGINT NOT NULL,
      UNIQUE (buyer_id, key))`,
    `CREATE TABLE sealed_under (
      fingerprint ${text} NOT NULL,
      PRIMARY KEY (fingerprint))${clustered}`,
  ];
}

/** Who works here, their sessions, links and codes that count once, and who changed what about whom (A1). */
function staff({ text }: Dialect): string[] {
  return [
    `CREATE TABLE staff (
      staff_id ${text} NOT NULL PRIMARY KEY,
      email ${text} NOT NULL,
      email_lower ${text} NOT NULL UNIQUE,
      name ${text} NOT NULL,
      role ${text} NOT NULL,
      password_hash ${text} NOT NULL,
      producer_id ${text},
      off_at_ms BIGINT)`,
    `CREATE TABLE staff_session (
      token_hash ${text} NOT NULL PRIMARY KEY,
      staff_id ${text} NOT NULL REFERENCES staff (staff_id),
      until_ms BIGINT NOT NULL)`,
    'CREATE INDEX session_by_staff ON staff_session (staff_id, until_ms)',
    `CREATE TABLE staff_change (
      change_id ${text} NOT NULL PRIMARY KEY,
      at_ms BIGINT NOT NULL,
      by_id ${text} NOT NULL,
      staff_id ${text} NOT NULL REFERENCES staff (staff_id),
      what ${text} NOT NULL,
      role ${text} NOT NULL)`,
    'CREATE INDEX staff_change_by_time ON staff_change (at_ms, change_id)',
    `CREATE TABLE one_time (
      kind ${text} NOT NULL,
      secret_hash ${text} NOT NULL,
      subject_id ${text} NOT NULL,
      until_ms BIGINT NOT NULL,
      PRIMARY KEY (kind, secret_hash))`,
    'CREATE INDEX one_time_by_end ON one_time (until_ms)',
  ];
}

/**
 * Which systems are told of what happens (C2), and replays that were asked for and have not begun. The secret of an endpoint
 * is made from the market's own and is not kept anywhere.
 */
function webhooks({ text }: Dialect): string[] {
  return [
    `CREATE TABLE webhook_endpoint (
      webhook_id ${text} NOT NULL PRIMARY KEY,
      url ${text} NOT NULL,
      kinds ${text} NOT NULL,
      created_at_ms BIGINT NOT NULL,
      staff_id ${text} NOT NULL,
      off_at_ms BIGINT,
      off_why ${text},
      health ${text} NOT NULL)`,
    `CREATE TABLE webhook_replay (
      webhook_id ${text} NOT NULL,
      log_id ${text} NOT NULL,
      from_seq BIGINT NOT NULL,
      PRIMARY KEY (webhook_id, log_id))`,
  ];
}

/** The security log: read by time and by kind, and cut at its old end, what strangers caused by itself. */
function security({ clustered, text }: Dialect): string[] {
  return [
    `CREATE TABLE security_entry (
      entry_id ${text} NOT NULL,
      at_ms BIGINT NOT NULL,
      kind ${text} NOT NULL,
      times BIGINT NOT NULL,
      is_stranger BIGINT NOT NULL,
      staff_id ${text},
      account ${text},
      session ${text},
      address ${text},
      what ${text},
      about ${text},
      stream ${text},
      row_count BIGINT,
      PRIMARY KEY (at_ms, entry_id))${clustered}`,
    'CREATE INDEX security_kind ON security_entry (kind, at_ms, entry_id)',
    'CREATE INDEX security_stranger ON security_entry (is_stranger, at_ms, entry_id)',
  ];
}
