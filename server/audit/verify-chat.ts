import { chatRules } from '../chat/chat.ts';
import type { ChatFact } from '../chat/facts.ts';
import type { Head } from '../event-log/ports/store.ts';
import type { VerifiedWith } from './audited-kind.ts';
import { Broken } from './broken.ts';
import { sameOpen, sameSnapshot, walk } from './log-walk.ts';

/** Texts that are looked for at once. */
const AT_ONCE = 500;

/**
 * Looks through a chat: its chain, its lines, and that each text that a fact names lies beside it, or lay there until it was
 * destroyed.
 * @throws Broken
 */
export async function verifyChat(head: Head, { ledger, onProgress }: VerifiedWith): Promise<null> {
  const { logId } = head;
  const state = chatRules.empty(logId);
  const snapshot = await ledger.snapshot(logId, chatRules.snapshotVersion);
  /** Text → the place of its fact. */
  const named = new Map<string, number>();

  const lookForTexts = async () => {
    const found = new Set((await ledger.textUses([...named.keys()])).map(({ textId }) => textId));
    for (const [textId, seq] of named) {
      if (!found.has(textId))
        throw wrong(seq, 'chat_line_written', `no text ${textId}`, 'one, or that it is destroyed');
    }
    named.clear();
  };
  const wrong = (seq: number, at: string, what: string, expected: string) =>
    new Broken({ invariant: 'INV1', logId, seq, at, found: what, expected });

  await walk<ChatFact>(ledger, head, onProgress, {
    take(fact, { seq, atMs }) {
      if ('line' in fact && fact.line !== null && fact.line >= seq) {
        throw wrong(seq, fact.type, `line ${fact.line}`, 'a line from before');
      }
      chatRules.apply(state, fact, { seq, atMs });
      if ('textId' in fact && fact.textId) named.set(fact.textId, seq);
      if (snapshot?.seq === seq) sameSnapshot(logId, snapshot, chatRules.writeState(state));
    },
    endPage: async () => {
      if (named.size >= AT_ONCE) await lookForTexts();
    },
  });
  await lookForTexts();
  sameOpen(head, chatRules.isOpen(state));
  return null;
}
