/** Lets pages of rows pass and counts them: how many were taken is known when the last was. */
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
