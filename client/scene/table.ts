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
  /** Resolves when the picture is there, or will not come; until then, and then, the number stands in its place. */
  lay(news: TableNews): Promise<void>;
}

export function keepTable(): TableKeeper {
  let table: Table = {
    itemNumber: null,
    name: '',
    price: '',
    picture: null,
    sinceMs: Number.NEGATIVE_INFINITY,
  };
  let newest: TableNews | null = null;
  return {
    table: () => table,
    async lay(news) {
      newest = news;
      const { itemNumber, name, price } = news;
      const isAnother = itemNumber !== table.itemNumber;
      // The board changes with the card: it does not wait for a picture.
      if (isAnother) table = { itemNumber, name, price, picture: null, sinceMs: performance.now() };
      else table = { ...table, name, price };
      const picture = isAnother ? await fetched(news.picture) : table.picture;
      // Something else was laid while the picture was on its way.
      if (newest?.itemNumber === itemNumber && picture) table = { ...table, picture };
    },
  };
}

async function fetched(address: string): Promise<HTMLImageElement | null> {
  if (address === '') return null;
  const image = new Image();
  image.src = address;
  await image.decode().catch(() => {});
  return image.naturalWidth > 0 ? image : null;
}
