import type { ChatFact } from '../../chat/facts.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { Store } from '../../event-log/ports/store.ts';

/** Acts that are read at once. */
const ACTS_AT_ONCE = 2_000;

const ACTS = [
  'chat_line_taken',
  'chat_line_restored',
  'chat_question_made',
  'chat_question_answered',
] as const satisfies ChatFact['type'][];
type Act = Extract<ChatFact, { type: (typeof ACTS)[number] }>;

/**
 * What the house did with the lines of a chat, read from its log: of all of them, also those that the chat's memory forgot. A
 * text that is to be destroyed may lie there for some minutes more; what the log says counts. About 100 bytes an act.
 */
export class ChatActs {
  /** Lines that are deleted by now. */
  readonly taken = new Set<number>();
  /** Held lines that somebody let through. */
  readonly released = new Set<number>();
  /** Lines that the house made questions of. */
  readonly made = new Map<number, { item: number | undefined }>();
  /** Questions that were answered, with the text that is kept of both. */
  readonly answered = new Map<number, { textId: string; item: number | undefined }>();
  readonly #store: Pick<Store, 'head' | 'factsAfter'>;
  readonly #chatId: string;
  #readSeq = 0;

  constructor(store: Pick<Store, 'head' | 'factsAfter'>, chatId: string) {
    this.#store = store;
    this.#chatId = chatId;
  }

  /** Reads what was done since the last time. */
  async readOn(): Promise<void> {
    // The lines up to the head are not looked through again.
    const headSeq = (await this.#store.head(this.#chatId))?.seq ?? 0;
    for (;;) {
      const stored = await this.#store.factsAfter(this.#chatId, this.#readSeq, ACTS_AT_ONCE, ACTS);
      for (const fact of stored) this.#take(factOf<Act>(fact));
      this.#readSeq = stored.at(-1)?.seq ?? this.#readSeq;
      if (stored.length < ACTS_AT_ONCE) break;
    }
    this.#readSeq = Math.max(this.#readSeq, headSeq);
  }

  /** As the chat's state takes it (`server/chat/fold.ts`). */
  #take(act: Act): void {
    switch (act.type) {
      case 'chat_line_taken':
        this.taken.add(act.line);
        return;
      case 'chat_line_restored':
        // A held line that is restored after its deletion waits again.
        if (!this.taken.delete(act.line)) this.released.add(act.line);
        return;
      case 'chat_question_made':
        this.made.set(act.line, { item: act.item });
        return;
      case 'chat_question_answered':
        this.answered.set(act.line, { textId: act.textId, item: act.item });
    }
  }
}

/** Whether a line may be exported: it is not deleted, and does not wait for a look. */
export function isInExport(
  { taken, released }: Pick<ChatActs, 'taken' | 'released'>,
  { line, isHeld }: { line: number; isHeld: boolean },
): boolean {
  return !taken.has(line) && (!isHeld || released.has(line));
}
