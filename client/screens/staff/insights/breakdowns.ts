import type { SalesSummary } from '../../../../shared/contract/sales.ts';

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
