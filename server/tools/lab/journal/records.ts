/** A journal is a file of records of one size, in the order in which things happened. Numbers are little-endian. */
export const RECORD_BYTES = 64;

/** Byte 0 of a record. */
export const SENT = 1;
export const ANSWERED = 2;
export const FRAME = 3;

/** Byte 1 of an answer. */
export const ACCEPTED = 0;
export const REFUSED = 1;
/** No answer came, and the key was not asked for any more. */
export const UNANSWERED = 2;
/** `order:status` said that the key was never seen. */
export const NEVER_SEEN = 3;
/** The server said itself that it does not know yet (UNAVAILABLE, INTERNAL): the key has to be asked for. */
export const NOT_KNOWN = 4;

/** How an answer was come by, byte 3 of an answer. */
export const BY_ACK = 0;
export const BY_STATUS = 1;

/** Where fields stand that several records have. */
export const AT = {
  kind: 0,
  outcome: 1,
  /** Sent: how often so far. Answered: 1 if it was a replay. */
  tries: 2,
  by: 3,
  viewer: 4,
  key: 8,
  /** Sent: when it was due. Answered: when the answer came. Frame: where it begins. Epoch ms, or a seq. */
  first: 24,
  /** Sent: when it went out. Answered: the seq of the reply. Frame: where it ends. */
  second: 32,
  /** Sent: the first 22 characters of the payload's hash. Answered: the order's id, or the refusal's code. */
  rest: 40,
} as const;

export const PAYLOAD_HASH_LENGTH = 22;
export const CODE_LENGTH = 24;
