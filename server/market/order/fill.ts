import type { LineFault } from '../../../shared/contract/refusals.ts';
import type { Buyer } from '../account/state.ts';
import type { Ask, Decision } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { type FilledFor, fillLine, mergeLines } from './lines.ts';
import { type AskedLine, emptyTally, type Portion } from './tally.ts';

/** Fills every asked line or none (O1); a refusal names each line at fault, the first at the top. `asked` is merged (H2). */
export function fillOrder(
  state: StreamState,
  lines: readonly AskedLine[],
  buyer: Buyer | undefined,
  by: FilledFor,
):
  | { kind: 'filled'; asked: AskedLine[]; portions: Portion[] }
  | Extract<Decision<never>, { kind: 'refused' }> {
  const tally = emptyTally();
  const portions: Portion[] = [];
  const faults: LineFault[] = [];
  const asks: Ask[] = [];
  const merged = mergeLines(lines);
  for (const asked of merged) {
    const outcome = fillLine(state, asked, buyer, by, tally);
    if (outcome.ok) {
      portions.push(...outcome.portions);
      continue;
    }
    const { itemNumber, unitPriceMinor, units } = asked;
    faults.push({ itemNumber, unitPriceMinor, refusal: outcome.refusal });
    asks.push({ itemNumber, code: outcome.refusal.code, units });
  }
  const first = faults[0];
  if (first) return { kind: 'refused', refusal: first.refusal, lines: faults, asks };
  return { kind: 'filled', asked: merged, portions };
}
