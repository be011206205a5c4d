import type { Buyer } from '../account/state.ts';
import type { CartLine } from './state.ts';

const none: readonly CartLine[] = [];

/** The line of an item in a buyer's cart. */
export function cartLine(buyer: Buyer | undefined, itemNumber: number): CartLine | undefined {
  // A search that makes a function for each look is asked four times by every line of an order.
  for (const line of buyer?.lines ?? none) if (line.itemNumber === itemNumber) return line;
  return undefined;
}

/** The line of an item in a buyer's cart, made if there was none. */
export function lineOf(buyer: Buyer, itemNumber: number): CartLine {
  let line = cartLine(buyer, itemNumber);
  if (!line) {
    line = { itemNumber, direct: 0, expired: 0, holds: [] };
    buyer.lines.push(line);
  }
  return line;
}

/** A line of which nothing is left goes. */
export function dropLineIfEmpty(buyer: Buyer, itemNumber: number): void {
  const line = cartLine(buyer, itemNumber);
  if (line && line.direct === 0 && line.expired === 0 && line.holds.length === 0)
    buyer.lines = buyer.lines.filter((other) => other !== line);
}
