export function keepTable() {
  let table = {
    itemNumber: null,
    name: '',
    price: '',
    picture: null,
    sinceMs: Number.NEGATIVE_INFINITY,
  };
  let newest = null;
  return {
    table: () => table,
    async lay(news) {
      newest = news;
      const isAnother = news.itemNumber !== table.itemNumber;
      const picture = isAnother ? await fetched(news.picture) : table.picture;
      // Something else was laid while the picture was on its way.
      if (newest !== news) return;
      const { itemNumber, name, price } = news;
      table = { itemNumber, name, price, picture, sinceMs: isAnother ? performance.now() : table.sinceMs };
    },
  };
}
async function fetched(address) {
  if (address === '') return null;
  const image = new Image();
  image.src = address;
  await image.decode().catch(() => {});
  return image.naturalWidth > 0 ? image : null;
}
//# sourceMappingURL=table.js.map
