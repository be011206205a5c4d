import type { StatementView } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { dayText, localDay } from '../../../shop/ledger/local-day.ts';

type Language = 'en' | 'zh';

const words = {
  en: {
    title: 'Statement',
    week: (from: string, until: string, zone: string) => `${from} to ${until} (${zone})`,
    soFar: 'This week isn’t over: more may follow.',
    opening: 'Opening balance',
    lines: 'Delivered, and refunds deducted (negative)',
    columns: [
      'Order',
      'Product',
      'Units',
      'Delivered',
      'Due',
      'Product value',
      'Fee',
      'Your share',
      'Ledger entry',
    ],
    adjustments: 'Adjustments',
    payouts: 'Payouts',
    sum: 'Product value − fees',
    closing: 'Closing balance',
    reserved: (amount: string, until: string) => `${amount} kept in reserve until ${until}`,
    none: 'Nothing.',
    noFont:
      'This server has no font with Chinese characters: names in Chinese are missing here. Set PDF_FONT to one.',
  },
  zh: {
    title: '结算单',
    week: (from: string, until: string, zone: string) => `${from} 至 ${until}（${zone}）`,
    soFar: '本周还没结束，后面可能还有。',
    opening: '期初余额',
    lines: '已签收，以及扣回（负数）',
    columns: ['订单', '商品', '件数', '签收', '应付日', '货款', '服务费', '应得', '分录'],
    adjustments: '调整',
    payouts: '已打款',
    sum: '货款 − 服务费',
    closing: '期末余额',
    reserved: (amount: string, until: string) => `其中 ${amount} 留作保证金，${until} 到期`,
    none: '没有。',
    noFont: '',
  },
} as const;

/** A statement for the printer (M4), as a pdfmake definition: the same numbers as on the page and in the table. */
export function statementDocument(statement: StatementView, language: Language, hasChinese: boolean): object {
  const read = hasChinese ? language : 'en';
  const say = words[read];
  const { currency, timeZone } = statement;
  const money = (minor: number) => formatMoney(minor, currency, language === 'zh' ? 'zh-CN' : 'en');
  const day = (atMs: number | null) => (atMs === null ? '' : dayText(localDay(atMs, timeZone)));
  const number = (minor: number) => ({ text: money(minor), alignment: 'right', noWrap: true });
  const text = (given: string) => (hasChinese ? given : latinOnly(given));
  const names = (entries: readonly { streamId: string; seq: number; entryIndex: number }[]) =>
    entries.map(({ streamId, seq, entryIndex }) => `${streamId.slice(-6)}/${seq}/${entryIndex}`).join(' ');
  const keptText = ({ reserved: kept }: StatementView['lines'][number]) =>
    kept ? [{ text: say.reserved(money(kept.minor), day(kept.untilMs - 1)), fontSize: 7 }] : [];
  const row = (label: string, minor: number, isStrong = false) => ({
    columns: [
      { text: label, fontSize: isStrong ? 12 : 10 },
      { ...number(minor), fontSize: isStrong ? 12 : 10 },
    ],
    margin: [0, 4, 0, 4],
  });
  const heading = (label: string) => ({ text: label, fontSize: 12, margin: [0, 12, 0, 4] });

  return {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [32, 32, 32, 32],
    info: { title: `${say.title} ${statement.from}` },
    defaultStyle: { font: 'Text', fontSize: 9 },
    content: [
      { text: `${say.title} · ${text(producerIn(read, statement))}`, fontSize: 18 },
      { text: say.week(statement.from, statement.until, timeZone), margin: [0, 2, 0, 8] },
      ...(hasChinese ? [] : [{ text: say.noFont, color: '#9A6B00', margin: [0, 0, 0, 8] }]),
      ...(statement.isOver ? [] : [{ text: say.soFar, margin: [0, 0, 0, 8] }]),
      row(say.opening, statement.openingMinor),
      heading(say.lines),
      statement.lines.length === 0
        ? say.none
        : {
            layout: 'lightHorizontalLines',
            table: {
              headerRows: 1,
              widths: ['auto', '*', 'auto', 'auto', 'auto', 'auto', 'auto', 'auto', 'auto'],
              body: [
                say.columns.map((label) => ({ text: label, color: '#6b6258' })),
                ...statement.lines.map((line) => [
                  line.reference,
                  [text(namedIn(read, line).name), ...keptText(line)],
                  { text: String(line.units), alignment: 'right' },
                  day(line.deliveredAtMs),
                  line.dueUntilMs === null ? '' : day(line.dueUntilMs - 1),
                  number(line.baseMinor),
                  number(0 - line.feeMinor),
                  number(line.shareMinor),
                  { text: names(line.entries), fontSize: 7 },
                ]),
              ],
            },
          },
      row(say.sum, statement.baseMinor - statement.feeMinor),
      ...(statement.adjustments.length === 0
        ? []
        : [
            heading(say.adjustments),
            ...statement.adjustments.map((each) =>
              row(`${day(each.atMs)}  ${text(each.reason)}`, each.amountMinor),
            ),
          ]),
      ...(statement.payouts.length === 0
        ? []
        : [heading(say.payouts), ...statement.payouts.map((each) => row(day(each.atMs), -each.amountMinor))]),
      row(say.closing, statement.closingMinor, true),
    ],
  };
}

/** The characters that Helvetica can draw; the top of the page notes the omission. */
function latinOnly(text: string): string {
  return text.replace(/[^\u0020-\u00ff]/gu, '').trim() || '–';
}
