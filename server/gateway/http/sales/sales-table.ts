import type { SalesPart } from '../../../../shared/contract/parts.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import type { QuestionsReport } from '../../../../shared/market/chat/contract.ts';
import { questionsAbout } from '../../../../shared/market/chat/questions-about.ts';
import { lostMost } from '../../../../shared/values/lost-most.ts';
import { currencyDecimals } from '../../../../shared/values/money.ts';
import { csvText } from '../csv.ts';

/**
 * The per-item table for a spreadsheet, with a BOM for Chinese names. Money is in whole currency units.
 * @param parts of the same items out of the log; null: it could not be read, and their columns are empty
 * @param questions out of the chat's log, in the same way
 */
export function salesTable(
  report: SalesReport,
  parts: readonly SalesPart[] | null = null,
  questions: QuestionsReport | null = null,
): string {
  const partOf = new Map(parts?.map((part) => [part.of, part]));
  const about = questionsAbout(questions);
  const decimals = currencyDecimals(report.currency);
  const money = (minor: number) => (minor / 10 ** decimals).toFixed(decimals);
  const rows = report.items.map((item) => ({
    number: item.itemNumber,
    name: item.name,
    name_en: item.nameEn ?? '',
    producer: item.producer,
    producer_en: item.producerEn ?? '',
    allotted: item.allotted,
    restocked: item.restocked,
    available: item.available,
    held: item.held,
    unpaid: item.unpaid,
    paid_units: item.paidUnits,
    paid_orders: item.paidOrders,
    gmv_paid: money(item.gmvPaidMinor),
    currency: report.currency,
    flash_units: item.flashUnits,
    flash_gmv: money(item.flashGmvMinor),
    sell_through: item.sellThrough === null ? '' : item.sellThrough.toFixed(4),
    adders: item.adders ?? '',
    unmet_units: item.unmetUnits,
    category: item.category,
    exposure_seconds: Math.round(item.exposureSeconds),
    exposed_viewers: item.exposedViewers,
    opened_viewers: item.openedViewers,
    ctr: item.ctr === null ? '' : item.ctr.toFixed(4),
    show_requests: item.showRequests,
    questions_asked: about(item.itemNumber)?.asked ?? '',
    questions_answered: about(item.itemNumber)?.answered ?? '',
    ...lostColumns(partOf.get(String(item.itemNumber)), money),
  }));
  return csvText(rows, { header: true, bom: true });
}

/**
 * How far an item's people and orders came, and where it lost most: `lost` of `lost_of` after `lost_step`, and over all steps
 * `tapped_not_paid` of those who tapped, each by the log's minutes.
 */
function lostColumns(part: SalesPart | undefined, money: (minor: number) => string) {
  const most = part && lostMost(part.losses);
  const notPaid = part?.toPayment;
  const minute = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString());
  return {
    tapped: part?.tapped ?? '',
    ordered: part?.ordered ?? '',
    payers: part?.payers ?? '',
    never_paid: part?.unpaid ?? '',
    kept: part?.kept ?? '',
    cancelled: part?.cancelled ?? '',
    refunded: part?.refunded ?? '',
    refused: part?.refused?.map(({ code, buyers }) => `${code} ${buyers}`).join(' ') ?? '',
    lost_units: part ? part.units.unpaid + part.units.undone : '',
    lost_value: part ? money(part.minor.unpaid + part.minor.undone) : '',
    lost_step: most?.step ?? '',
    lost: most?.lost ?? '',
    lost_of: most?.of ?? '',
    lost_from: minute(most?.when?.fromMs),
    lost_to: minute(most?.when?.toMs),
    tapped_not_paid: notPaid?.lost ?? '',
    tapped_not_paid_from: minute(notPaid?.when?.fromMs),
    tapped_not_paid_to: minute(notPaid?.when?.toMs),
  };
}
