/** What newcomers keep of the stock without having paid. */
export interface NewcomersState {
  /** Newcomers' orders that wait for a payment online, by item: order → until when (H6); no entry where none does. */
  newcomersUnpaid: Map<number, Map<string, number>>;
}
