import { connectionBudgets } from '../../server/gateway/limits/connection-budget.ts';
import { limitDefaults, limitsOf } from '../../server/ports/limits.ts';

/** What connections may cost where nobody has set anything. */
export function usualBudgets(clock = { nowMs: () => Date.now() }) {
  return {
    clock,
    budgets: connectionBudgets(
      limitsOf((name) => limitDefaults[name]),
      clock,
    ),
  };
}
