/** The store can't be reached or did not answer: nobody knows more, and it is worth asking again in a moment. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}
