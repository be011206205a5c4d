import type { SalesItem, SalesSummary } from '../../../../shared/contract/sales.ts';

/** What was paid of one part of the lineup. */
export interface Part {
  name: string;
  items: number;
  gmvPaidMinor: number;
  paidUnits: number;
  /** Of all that was paid; null when nothing was. */
  share: number | null;
  unmetUnits: number;
}

/** The lineup by what each item is of, most money first; what has no name comes under ''. */
export function partsBy(items: readonly SalesItem[], nameOf: (item: SalesItem) => string): Part[] {
  const parts = new Map<string, Omit<Part, 'share'>>();
  let wholeMinor = 0;
  for (const item of items) {
    const name = nameOf(item);
    const part = parts.get(name) ?? { name, items: 0, gmvPaidMinor: 0, paidUnits: 0, unmetUnits: 0 };
    part.items += 1;
    part.gmvPaidMinor += item.gmvPaidMinor;
    part.paidUnits += item.paidUnits;
    part.unmetUnits += item.unmetUnits;
    wholeMinor += item.gmvPaidMinor;
    parts.set(name, part);
  }
  return [...parts.values()]
    .map((part) => ({ ...part, share: wholeMinor === 0 ? null : part.gmvPaidMinor / wholeMinor }))
    .sort((a, b) => b.gmvPaidMinor - a.gmvPaidMinor || (a.name < b.name ? -1 : 1));
}

/** What was paid at the list price and at flash prices. */
export function byPriceType(
  items: readonly SalesItem[],
): Record<'list' | 'flash', Omit<Part, 'name' | 'unmetUnits'>> {
  const sum = (read: (item: SalesItem) => number) => items.reduce((total, item) => total + read(item), 0);
  const wholeMinor = sum(({ gmvPaidMinor }) => gmvPaidMinor);
  const part = (units: (item: SalesItem) => number, minor: (item: SalesItem) => number) => ({
    items: items.filter((item) => units(item) > 0).length,
    paidUnits: sum(units),
    gmvPaidMinor: sum(minor),
    share: wholeMinor === 0 ? null : sum(minor) / wholeMinor,
  });
  return {
    list: part(
      (item) => item.paidUnits - item.flashUnits,
      (item) => item.gmvPaidMinor - item.flashGmvMinor,
    ),
    flash: part(
      (item) => item.flashUnits,
      (item) => item.flashGmvMinor,
    ),
  };
}

export type FunnelName = 'viewers' | 'exposed' | 'opened' | 'added' | 'ordered' | 'paid' | 'kept';
export interface FunnelStep {
  name: FunnelName;
  /** null: nobody counted them, as with adds where nothing is reserved. */
  people: number | null;
  /** The share of the people of step `of`; null without any. */
  share: number | null;
  /**
   * The nearest step before that has at least as many people. What screens show is known of those that tell it, and what
   * is added of everybody: more may have added than are known to have tapped, and are no share of those.
   */
  of: FunnelName | null;
  before: number;
}

/**
 * From who watched to who kept what was bought, in people. The steps that screens tell are left out when none told:
 * then nobody knows.
 */
export function funnelSteps(summary: SalesSummary): FunnelStep[] {
  const { viewers, exposedViewers, openedViewers, exposureScreens } = summary;
  const { adders, orderingBuyers, payingBuyers, keptBuyers } = summary;
  const steps: [FunnelName, number | null][] = [
    ['viewers', viewers],
    ...(exposureScreens > 0
      ? ([
          ['exposed', exposedViewers],
          ['opened', openedViewers],
        ] as [FunnelName, number | null][])
      : []),
    ['added', adders],
    ['ordered', orderingBuyers],
    ['paid', payingBuyers],
    ['kept', keptBuyers],
  ];
  return steps.map(([name, people], index) => {
    if (people === null) return { name, people, of: null, before: 0, share: null };
    const counted = steps.slice(0, index).flatMap(([of, many]) => (many === null ? [] : [{ of, many }]));
    const { of = null, many: before = 0 } = counted.findLast(({ many }) => many >= people) ?? {};
    return { name, people, of, before, share: before === 0 ? null : people / before };
  });
}
