import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { currencyDecimals } from '../../../../shared/values/money.ts';
import { csvText } from '../csv.ts';

/** The per-item table for a spreadsheet, with a BOM for Chinese names. Money is in whole currency units. */
export function salesTable(report: SalesReport): string {
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
  }));
  return csvText(rows, { header: true, bom: true });
}
