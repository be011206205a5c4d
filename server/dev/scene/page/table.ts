/** What is on the table, as the page shows it. */
export interface Table {
  itemNumber: number | null;
  name: string;
  picture: HTMLImageElement | null;
  /** Since when, on the page's own clock. */
  sinceMs: number;
}

/** What the backstage tells of it; `picture` is an address, or ''. */
export interface TableNews {
  itemNumber: number | null;
  name: string;
  picture: string;
}
