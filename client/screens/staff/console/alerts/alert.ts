import type { ReactNode } from 'react';
import type { IconName } from '../../../../ui/Icon.tsx';

/** One thing that the host should know, or has to decide. */
export interface Alert {
  /** The same as long as it is the same alert, however its words change. */
  key: string;
  /** It waits for a decision, or everything else is read in its light. */
  isUrgent: boolean;
  icon: IconName;
  text: string;
  /** One more sentence, where there is room for it. */
  detail?: ReactNode;
  /** A moment of the server's clock that it counts down to. */
  untilMs?: number;
  /** What only the list of all alerts has room for. */
  whole?: ReactNode;
  /** What can be done about it in one tap. */
  remedy?: { name: string; isDisabled: boolean; run(): void };
  onDismiss?(): void;
}

/**
 * What has to be decided before what is only told, each newest first; of those that came together the first of the
 * list leads.
 * @param arrivals when each alert came, by its key; those that are gone are taken out
 */
export function inOrder(alerts: readonly Alert[], arrivals: Map<string, number>): Alert[] {
  const keys = new Set(alerts.map(({ key }) => key));
  for (const key of [...arrivals.keys()]) if (!keys.has(key)) arrivals.delete(key);
  let latest = Math.max(0, ...arrivals.values());
  for (const { key } of [...alerts].reverse()) {
    if (arrivals.has(key)) continue;
    latest += 1;
    arrivals.set(key, latest);
  }
  const rank = ({ key, isUrgent }: Alert) => [Number(isUrgent), arrivals.get(key) ?? 0] as const;
  return [...alerts].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return y[0] - x[0] || y[1] - x[1];
  });
}
