import type { Order, OrderLine } from './order.ts';

/** An item at one price, as somebody names it: such units may lie in several lines of an order, one per flash. */
export interface AskedLine {
  itemNumber: number;
  unitPriceMinor: number;
}

/** So many units of it. */
export interface AskedUnits extends AskedLine {
  units: number;
}

/** All units that a request names, each item and price once: of one that is named twice they count together. */
export function askedUnits({
  more = [],
  ...first
}: AskedUnits & { more?: readonly AskedUnits[] | undefined }) {
  const all = new Map<string, AskedUnits>();
  for (const { itemNumber, unitPriceMinor, units } of [first, ...more]) {
    const name = nameOf({ itemNumber, unitPriceMinor });
    const named = all.get(name);
    if (named) named.units += units;
    else all.set(name, { itemNumber, unitPriceMinor, units });
  }
  return [...all.values()];
}

/** All lines that a request names, each item and price once. */
export function askedLines({ more = [], ...first }: AskedLine & { more?: readonly AskedLine[] | undefined }) {
  return [...new Map([first, ...more].map((each) => [nameOf(each), each] as const)).values()];
}

/** The lines of an order that one item and price means, in their order. */
export function linesNamed(order: Order, asked: AskedLine): { line: OrderLine; lineIndex: number }[] {
  return order.lines.flatMap((line, lineIndex) =>
    line.itemNumber === asked.itemNumber && line.unitPriceMinor === asked.unitPriceMinor
      ? [{ line, lineIndex }]
      : [],
  );
}

const nameOf = ({ itemNumber, unitPriceMinor }: AskedLine) => `${itemNumber} ${unitPriceMinor}`;
