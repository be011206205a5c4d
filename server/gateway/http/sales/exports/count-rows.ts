/** Passes pages of rows on and counts them. The count is complete after the last page. */
export function countRows<Row>(given: AsyncIterable<readonly Row[]>): {
  pages: AsyncIterable<Row[]>;
  rows(): number;
} {
  let count = 0;
  async function* pages(): AsyncIterable<Row[]> {
    for await (const page of given) {
      count += page.length;
      yield [...page];
    }
  }
  return { pages: pages(), rows: () => count };
}
