/** Units of one item at one price; of an amount that is split over lines, the line alone. */
export interface NamedLine {
  itemNumber: number;
  unitPriceMinor: number;
  units?: number | undefined;
}

/** One line as an address names it: item, price, and units where they count. */
const NAMED = '[1-9]\\d{0,3}-[1-9]\\d{0,7}(-[1-9]\\d?)?';
export const namedLines: RegExp = new RegExp(`^${NAMED}(,${NAMED})*$`);
/** As many characters as one of them has at most, with its comma. */
export const MAX_NAMED_LINE = 17;

/** Lines as the address of a preview names them: `3-1990-2,4-4200-1`, of an amount `3-1990,4-4200`. */
export function linesToText(lines: readonly NamedLine[]): string {
  return lines
    .map(({ itemNumber, unitPriceMinor, units }) =>
      [itemNumber, unitPriceMinor, ...(units === undefined ? [] : [units])].join('-'),
    )
    .join(',');
}

/** Reads what `linesToText` wrote. */
export function linesOfText(text: string): NamedLine[] {
  return text.split(',').map((each) => {
    const [itemNumber = 0, unitPriceMinor = 0, units] = each.split('-').map(Number);
    return { itemNumber, unitPriceMinor, ...(units !== undefined && { units }) };
  });
}
