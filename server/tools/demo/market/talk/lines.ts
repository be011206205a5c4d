/** What viewers of the demo say and ask, in one language. `{name}`, `{price}` and `{left}` are the pinned product's. */
export interface TalkLines {
  /** Of any product. */
  any: readonly string[];
  /** Of its price. */
  price: readonly string[];
  /** Of what is left of it. */
  left: readonly string[];
  /** Of the evening, the weather and each other. */
  evening: readonly string[];
  /** Of what it is, by its category. */
  of: Readonly<Record<string, readonly string[]>>;
  /** Questions of a category with what the host answers. */
  asks: Readonly<Record<string, readonly (readonly [question: string, answer: string])[]>>;
}
