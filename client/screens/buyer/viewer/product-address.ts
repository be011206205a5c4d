/** The path of a product in a stream: what is shared, and what a preview is made of. */
export function productPath(slug: string, itemNumber: number): string {
  return `/s/${slug}/${itemNumber}`;
}

/** Puts the stream's own address into the bar, in place of a product's in it. */
export function streamAddress(slug: string): void {
  stand(`/s/${slug}`);
}

/**
 * Puts a product's address into the bar while its page lies over the stream, so that what is copied from there leads here. A
 * sheet has an entry of its own in the history by then (back-closes.ts); nothing is loaded or shown anew.
 * @returns takes it away again
 */
export function productAddress(slug: string, itemNumber: number): () => void {
  const path = productPath(slug, itemNumber);
  stand(path);
  return () => {
    // A step back may have led to the stream already.
    if (location.pathname === path) streamAddress(slug);
  };
}

/** What is asked for behind the path stays: the channel of a link. */
function stand(path: string): void {
  history.replaceState(history.state, '', path + location.search + location.hash);
}
