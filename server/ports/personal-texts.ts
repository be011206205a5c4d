import { CLAIM_TEXT_DAYS } from '../../shared/market/parcel/bounds.ts';
import { DAY } from '../../shared/values/time.ts';

/**
 * What a text is: of a claim its sentence, or one of its photos (JPEG); what the office notes about an order (O12); a line of
 * chat with its writer's name, or a question with its answer, which is kept without one (N6).
 */
export type PersonalTextKind = 'claim_words' | 'claim_photo' | 'order_note' | 'chat_line' | 'chat_kept';

/** A text as it is kept: sealed, and owned by the order and the buyer whom it is about. */
export interface PersonalText {
  textId: string;
  kind: PersonalTextKind;
  streamId: string;
  orderId: string;
  buyerId: string;
  atMs: number;
  /** It is emptied then; of one that no fact names yet, soon. What was written in a chat goes with its stream before. */
  untilMs: number;
  /** Random, of this text alone: base64url, 43 characters. */
  key: string;
  /** What the key and the market's secret open, base64url. */
  sealed: string;
}

/** A private note of the office about an order (O12), with who wrote it. */
export interface OrderNote extends PersonalText {
  authorId: string;
}

/** No text is kept for longer: what a copy of a market has of an older one, it empties by itself. */
export const LONGEST_TEXT_MS = CLAIM_TEXT_DAYS * DAY;

/**
 * Emptied texts that are told and noted beside the copies, the newest: all words of 25,000 claims, some 5 MB. The copies that
 * still have an older one are the oldest and the fewest.
 */
export const MAX_EMPTIED_TEXTS = 100_000;

/** One that was emptied, which an older copy may still have. */
export interface EmptiedText {
  textId: string;
  emptiedAtMs: number;
}

/**
 * What people wrote or photographed (A4). It lies beside the logs, whose facts hold no more than a text's id, since
 * emptied means destroyed: the key and what it opens are overwritten in all that the store keeps of them.
 */
export interface PersonalTexts {
  /**
   * Keeps a text until a fact names it, or until its end.
   * @param most texts of this buyer made after `sinceMs`, this one counted, notes of the office left out
   * @returns false: there are so many already
   */
  addText(text: PersonalText, most: number, sinceMs: number): Promise<boolean>;
  /** Those of at most 100 that are not emptied, in no order. */
  texts(textIds: readonly string[]): Promise<PersonalText[]>;
  /**
   * Keeps a note about its order.
   * @param most notes of this order that are not emptied, this one counted
   * @returns `known`: there is, or was, a text of its id; `full`: there are so many already
   */
  addNote(note: OrderNote, most: number): Promise<'added' | 'known' | 'full'>;
  /** Notes of an order that are not emptied, the first first; at most 100. */
  notesOf(orderId: string): Promise<OrderNote[]>;
  /** Empties those of at most 100 for good. @returns how many were not empty yet */
  emptyTexts(textIds: readonly string[], nowMs: number): Promise<number>;
  /** Empties for good all texts of a buyer, under all ids that are one. @returns how many were not empty yet */
  emptyTextsOf(buyerIds: readonly string[], nowMs: number): Promise<number>;
  /** Empties those whose time is over, or whose stream was closed long enough ago, at most `limit`. @returns how many they were */
  emptyDueTexts(nowMs: number, limit: number): Promise<number>;
}
