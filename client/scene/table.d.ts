/** What is on the table, as the market tells it: texts as they are shown, '' where there is nothing to show. */
export interface TableNews {
  itemNumber: number | null;
  name: string;
  /** The price in force, written out. */
  price: string;
  /** The address of its picture. */
  picture: string;
}
/** What is on the table, ready to be painted. */
export interface Table extends Omit<TableNews, 'picture'> {
  picture: HTMLImageElement | null;
  /** Since when this item lies there, on the page's own clock (`performance.now`). */
  sinceMs: number;
}
/** What was told last of the table, with its picture once that is there. */
export interface TableKeeper {
  table(): Table;
  /** Resolves when the picture is there, or will not come: then the number stands in its place. */
  lay(news: TableNews): Promise<void>;
}
export declare function keepTable(): TableKeeper;
