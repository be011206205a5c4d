/** The kind of a column; money is in minor units, times are UTC. */
export type ColumnKind = 'text' | 'count' | 'money' | 'time' | 'flag';

export interface Column {
  name: string;
  kind: ColumnKind;
  /** Whether a row may lack a value. */
  isOptional?: true;
  about: string;
}

export type ExportName = 'facts' | 'orders' | 'lines' | 'minutes' | 'channels' | 'chat';

/** The note on columns that count adds. */
const UNCOUNTED = 'Empty where the stream counted none: one that reserves nothing writes none down (H2).';

/**
 * The columns of every export: the data dictionary, source of its page in docs. It has no name, phone or address (A3);
 * people are ids, and in the chat not even that (N8).
 */
export const exportColumns: Record<ExportName, readonly Column[]> = {
  facts: [
    { name: 'seq', kind: 'count', about: 'Place in the stream’s log; 1 is the first.' },
    { name: 'at', kind: 'time', about: 'When it happened, by the server’s clock (T3).' },
    { name: 'type', kind: 'text', about: 'What happened.' },
    {
      name: 'body',
      kind: 'text',
      about:
        'The fact as it is stored: canonical JSON of place, time, type and contents, the text that is hashed. Without `floorMinor` to who may not know floor prices.',
    },
    {
      name: 'hash',
      kind: 'text',
      about:
        'sha256 of the hash before and the body, hex; the first follows 64 zeros. Empty where the body lacks a floor price.',
    },
  ],
  orders: [
    { name: 'order_id', kind: 'text', about: 'The order.' },
    { name: 'seq', kind: 'count', about: 'Place of its placing in the log.' },
    { name: 'number', kind: 'text', about: 'In its stream: two streams may each have one of this number.' },
    {
      name: 'reference',
      kind: 'text',
      about:
        'As its buyer reads it, unique in the shop (O7): 12-1085; of a rehearsal the number alone. Spreadsheets have to import it as text: 12-2001 would become a month.',
    },
    { name: 'stream', kind: 'text', about: 'The stream, by its name in addresses.' },
    {
      name: 'buyer_id',
      kind: 'text',
      about: 'Who ordered, as of the order; two ids may be one person by now (B2).',
    },
    {
      name: 'status',
      kind: 'text',
      about: 'Where it stands: PLACED, PAID, EXPIRED, EXPIRED_REFUNDED, CANCELLED or COMPLETED.',
    },
    { name: 'is_late', kind: 'flag', about: 'Paid after its window had ended, and taken again.' },
    {
      name: 'is_late_to_ship',
      kind: 'flag',
      about:
        'Late to ship, as the list with that filter has it: paid, not delivered, and something of it with no carrier although its promised day is over (P4), in the shop’s zone, as the export begins.',
    },
    { name: 'payment', kind: 'text', about: 'Way of payment.' },
    { name: 'placed_at', kind: 'time', about: 'Placed.' },
    {
      name: 'received_at',
      kind: 'time',
      isOptional: true,
      about:
        'When its tap arrived, which judged its prices (T3), where that was before; empty: at `placed_at`, or not noted yet.',
    },
    { name: 'pay_by', kind: 'time', about: 'End of its payment window.' },
    { name: 'paid_at', kind: 'time', isOptional: true, about: 'Paid; empty if never.' },
    { name: 'cancelled_at', kind: 'time', isOptional: true, about: 'Cancelled; empty if not.' },
    {
      name: 'delivered_at',
      kind: 'time',
      isOptional: true,
      about: 'The last of its parcels was delivered; empty until then.',
    },
    {
      name: 'channel',
      kind: 'text',
      about: 'Whose link brought the buyer: direct, jd, taobao, yunshow or wechat (C1).',
    },
    { name: 'goods_minor', kind: 'money', about: 'Goods value (base, M1).' },
    {
      name: 'shipping_minor',
      kind: 'money',
      about: 'What sending it cost the buyer (P2), outside of all goods values.',
    },
    { name: 'total_minor', kind: 'money', about: 'What the buyer was to pay.' },
    { name: 'refunded_minor', kind: 'money', about: 'Given back so far.' },
    { name: 'shipping_refunded_minor', kind: 'money', about: 'Of it, shipping (P3).' },
    {
      name: 'shown_currency',
      kind: 'text',
      isOptional: true,
      about: 'A second currency that it was shown in; empty: none.',
    },
    {
      name: 'shown_rate_micros',
      kind: 'count',
      isOptional: true,
      about: 'Millionths of that currency for one of the stream’s, frozen.',
    },
    {
      name: 'shipping_host_off_minor',
      kind: 'money',
      about: 'What the host gave of its shipping by a voucher (V2), beside what the buyer paid.',
    },
    { name: 'shipping_shop_off_minor', kind: 'money', about: 'What the shop gave of it.' },
    {
      name: 'vouchers',
      kind: 'text',
      isOptional: true,
      about: 'The vouchers it took, by id, a space between them; empty: none.',
    },
    {
      name: 'parcels',
      kind: 'text',
      isOptional: true,
      about:
        'Where each of its parcels is, a space between them: PACKED, SHIPPED, DELIVERED, LOST or RETURNED; empty: there is none.',
    },
    {
      name: 'claims',
      kind: 'text',
      isOptional: true,
      about:
        'How each of its claims stands, the newest first: OPEN, ACCEPTED, DECLINED or WITHDRAWN; empty: there is none.',
    },
    { name: 'currency', kind: 'text', about: 'ISO 4217; says how many minor units make one.' },
  ],
  lines: [
    { name: 'order_id', kind: 'text', about: 'The order.' },
    { name: 'line_index', kind: 'count', about: 'Place in the order, from 0.' },
    { name: 'item_number', kind: 'count', about: 'The spoken number in this stream.' },
    { name: 'name', kind: 'text', about: 'The good, as the lineup called it.' },
    { name: 'name_en', kind: 'text', about: 'The same for who reads English; empty: there is the one name.' },
    { name: 'product_id', kind: 'text', about: 'The good in the catalogue.' },
    { name: 'producer_id', kind: 'text', about: 'Whose good it is.' },
    {
      name: 'flash_id',
      kind: 'text',
      isOptional: true,
      about: 'The flash whose price it has; empty at the list price.',
    },
    { name: 'units', kind: 'count', about: 'Units ordered.' },
    { name: 'unit_price_minor', kind: 'money', about: 'Price of one.' },
    { name: 'goods_minor', kind: 'money', about: 'Goods value of the line (base, M1).' },
    {
      name: 'producer_off_minor',
      kind: 'money',
      about:
        'What promotions and vouchers took off the whole line and its producer pays for (V2): not in the goods value.',
    },
    { name: 'host_off_minor', kind: 'money', about: 'The same, paid for by the host: in the goods value.' },
    { name: 'shop_off_minor', kind: 'money', about: 'The same, paid for by the shop: in the goods value.' },
    {
      name: 'pay_minor',
      kind: 'money',
      about: 'What the buyer was to pay for the line: units at their price, less all three.',
    },
    { name: 'cancelled_units', kind: 'count', about: 'Units cancelled before shipping.' },
    { name: 'cancelled_goods_minor', kind: 'money', about: 'Their goods value.' },
    { name: 'refunded_units', kind: 'count', about: 'Units refunded afterwards.' },
    { name: 'refunded_goods_minor', kind: 'money', about: 'Their goods value.' },
    {
      name: 'share_bps',
      kind: 'count',
      about: 'The producer’s share in basis points, as of the order (M1).',
    },
    {
      name: 'tap_at',
      kind: 'time',
      isOptional: true,
      about:
        'When the last tap arrived that bound its flash price (F5); empty: it has none, or that was not noted yet.',
    },
    {
      name: 'is_late_ok',
      kind: 'flag',
      about: 'A tap bound that price within the 2 s after the flash’s end (F5).',
    },
  ],
  minutes: [
    {
      name: 'minute',
      kind: 'time',
      about: 'Its beginning. Every minute of the live window has a row, the last 2,880 at most.',
    },
    { name: 'viewers', kind: 'count', about: 'Most distinct viewers at one instant of it.' },
    { name: 'joins', kind: 'count', about: 'Sessions that began in it.' },
    { name: 'leaves', kind: 'count', about: 'Sessions that ended in it, except by the end of the stream.' },
    { name: 'adds', kind: 'count', isOptional: true, about: `Accepted adds to a cart. ${UNCOUNTED}` },
    { name: 'orders', kind: 'count', about: 'Orders placed.' },
    { name: 'paid_orders', kind: 'count', about: 'Orders paid in it, whenever they were placed.' },
    {
      name: 'gmv_paid_minor',
      kind: 'money',
      isOptional: true,
      about:
        'Goods value of the orders placed in it that were paid by the close; empty while a long log is still being read.',
    },
    {
      name: 'events',
      kind: 'text',
      about: 'What began in it, with the number of the item: pin, flash, stop, restock, interrupted.',
    },
  ],
  channels: [
    {
      name: 'channel',
      kind: 'text',
      about:
        'direct, jd, taobao, yunshow or wechat (C1). Each has a row; who came by two is counted in both.',
    },
    {
      name: 'viewers',
      kind: 'count',
      about:
        'Distinct viewers whose page said that this channel’s link brought it; those of pages that say nothing are direct.',
    },
    {
      name: 'exposed_viewers',
      kind: 'count',
      about:
        'Of them, those whose screens showed a good for a second or more. In a crowd one page stands for several.',
    },
    { name: 'opened_viewers', kind: 'count', about: 'Of those, who tapped one.' },
    {
      name: 'adders',
      kind: 'count',
      isOptional: true,
      about: `Distinct buyers with an accepted add. ${UNCOUNTED}`,
    },
    { name: 'ordering_buyers', kind: 'count', about: 'Distinct buyers who placed an order.' },
    { name: 'paying_buyers', kind: 'count', about: 'Distinct buyers who paid one.' },
    {
      name: 'kept_buyers',
      kind: 'count',
      about: 'Distinct buyers who kept one: neither cancelled nor wholly given back.',
    },
    { name: 'placed_orders', kind: 'count', about: 'Orders placed.' },
    { name: 'paid_orders', kind: 'count', about: 'Orders paid.' },
    { name: 'paid_units', kind: 'count', about: 'Units of paid orders.' },
    { name: 'gmv_paid_minor', kind: 'money', about: 'Goods value of paid orders.' },
  ],
  chat: [
    {
      name: 'at',
      kind: 'time',
      about:
        'When it was written. A row for each line that was shown or thinned: deleted lines, within the seconds of undo as well, lines that still wait for a look, and lines whose text is gone have none (N8).',
    },
    {
      name: 'place',
      kind: 'count',
      about: 'Its place in the log of the chat, which begins at 1 and has gaps here.',
    },
    {
      name: 'what',
      kind: 'text',
      about:
        'line or question, of viewers; house, of the host and those who help; or answer, of these in words. What the host answers aloud, and what stands above the chat, has no row.',
    },
    {
      name: 'item_number',
      kind: 'count',
      isOptional: true,
      about: 'The spoken number of the item that it is about; empty: about none.',
    },
    {
      name: 'answers',
      kind: 'count',
      isOptional: true,
      about: 'The `place` of the question that it answers, whose row is not here if it was deleted.',
    },
    {
      name: 'text',
      kind: 'text',
      about:
        'What it says. Nothing says who wrote it. Texts go with their days after the close (N1), and their rows with them; of an answered question what is kept with its answer stands here as long as that is there (N6).',
    },
    {
      name: 'is_held',
      kind: 'flag',
      about: 'It had a word of the lists, waited for a look and was let through (N5).',
    },
    {
      name: 'is_thinned',
      kind: 'flag',
      about: 'Left out of what everybody was sent, since too many wrote (N3).',
    },
  ],
};

const kinds: Record<ColumnKind, string> = {
  text: 'text',
  count: 'whole number',
  money: 'whole number of minor units',
  time: 'UTC time, ISO 8601 with ms; in Parquet a timestamp',
  flag: 'true or false',
};

/** One row for each column of each export. */
export function dictionaryRows(): {
  file: string;
  column: string;
  type: string;
  optional: boolean;
  meaning: string;
}[] {
  return Object.entries(exportColumns).flatMap(([file, columns]) =>
    columns.map(({ name, kind, isOptional = false, about }) => ({
      file,
      column: name,
      type: kinds[kind],
      optional: isOptional,
      meaning: about,
    })),
  );
}

/** The dictionary as a page of the docs. */
export function dictionaryPage(): string {
  const rows = dictionaryRows();
  const tables = Object.keys(exportColumns).map((file) => {
    const own = rows.filter((row) => row.file === file);
    const lines = own.map(({ column, type, optional, meaning }) => [
      `\`${column}\``,
      `${type}${optional ? ', may be empty' : ''}`,
      meaning,
    ]);
    return [`## ${file}`, '', ...table([['column', 'type', 'meaning'], ...lines]), ''].join('\n');
  });
  return `${[
    '# Data dictionary',
    '',
    'What `GET /api/v1/insights/:slug/export/<file>.<csv|ndjson|parquet>` gives; made from `server/gateway/http/sales/exports/columns.ts` by `npm run docs`. The orders of all streams that a filter has are `GET /api/v1/office/orders.csv` and `orders.parquet`, with the columns of `orders`, which `orders-dictionary.csv` beside them explains. Rows come in the order of their keys, orders newest first, those of the list as it is sorted. CSV begins with a byte order mark, and a text that a spreadsheet could take for a formula has an apostrophe before it, also behind a `;` in the middle of a cell; NDJSON, one object a line, and Parquet have every text as it is. The pages of one export are read one after the other: of a stream that still sells, a later page may know more than an earlier one.',
    '',
    ...tables,
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** A Markdown table with aligned columns, its first row the header. */
export function table(cells: readonly string[][]): string[] {
  const widths = (cells[0] ?? []).map((_, n) => Math.max(...cells.map((row) => row[n]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}
