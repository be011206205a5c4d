import type { ChatName } from '../../../shared/market/chat/contract.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { WrittenText } from '../../chat/facts.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Texts in memory: the newest of some dozens of chats, about 200 bytes each. */
const MAX_KEPT = 10_000;
/** A text in memory counts for so long, in ms: then it is looked for again, since it may be destroyed. */
const FRESH_MS = 60_000;
/** Texts that a store gives at once. */
const AT_ONCE = 100;

type Deps = Pick<ApplicationDeps, 'directory' | 'secrets' | 'clock' | 'shownInChat'>;

/** A line as it is shown: as it was written, unless `shownInChat` tells it otherwise. */
export interface LineText {
  name: ChatName;
  text: string;
  /** Of staff who have one. */
  nameEn?: string;
}
/** A question that is kept with its answer; null: it was said. */
export interface KeptText {
  question: string;
  answer: string | null;
}

/** What was written in chats, sealed beside their logs (A4), and the newest of it in memory. */
export class ChatTexts {
  readonly #deps: Deps;
  readonly #known = new BoundedMap<string, { written: unknown; atMs: number }>(MAX_KEPT);

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Seals a line; it is written with the fact that names it. */
  line(
    textId: string,
    { name, text, nameEn }: LineText,
    of: Pick<WrittenText, 'streamId' | 'buyerId'>,
  ): WrittenText {
    return this.#seal(textId, 'chat_line', nameEn ? [name, text, nameEn] : [name, text], of);
  }

  kept(textId: string, { question, answer }: KeptText, streamId: string): WrittenText {
    return this.#seal(textId, 'chat_kept', [question, answer], { streamId, buyerId: '' });
  }

  /** Destroys texts at once, so that none is shown again; what fails is destroyed when it is due. */
  async destroy(textIds: readonly string[], nowMs: number): Promise<void> {
    for (const textId of textIds) this.#known.delete(textId);
    await this.#deps.directory.emptyTexts(textIds, nowMs);
  }

  async lines(textIds: readonly string[]): Promise<(textId: string) => LineText | null> {
    const found = await this.#open(textIds);
    return (textId) => this.#lineOf(found.get(textId));
  }

  async answers(textIds: readonly string[]): Promise<(textId: string) => KeptText | null> {
    const found = await this.#open(textIds);
    return (textId) => this.#keptOf(found.get(textId));
  }

  /**
   * Lines and answers out of the store alone, for who reads a whole chat: nothing that is destroyed by now, on whichever
   * server, and the newest of other chats stays in memory.
   */
  async stored(ids: { lines: readonly string[]; answers: readonly string[] }): Promise<{
    lines: (textId: string) => LineText | null;
    answers: (textId: string) => KeptText | null;
  }> {
    const found = new Map<string, unknown>();
    await this.#openStored([...ids.lines, ...ids.answers], (textId, opened) => found.set(textId, opened));
    return {
      lines: (textId) => this.#lineOf(found.get(textId)),
      answers: (textId) => this.#keptOf(found.get(textId)),
    };
  }

  /** Whose line it is; null: nobody knows by now. */
  async buyerOf(textId: string): Promise<string | null> {
    const [row] = await this.#deps.directory.texts([textId]);
    return row && row.buyerId !== '' ? row.buyerId : null;
  }

  #lineOf(opened: unknown): LineText | null {
    if (!opened) return null;
    const [name, text, nameEn] = opened as [ChatName, string, string?];
    return {
      ...{ name: typeof name === 'string' ? this.#shown(name) : name, text: this.#shown(text) },
      ...(nameEn !== undefined && { nameEn }),
    };
  }

  #keptOf(opened: unknown): KeptText | null {
    if (!opened) return null;
    const [question, answer] = opened as [string, string | null];
    return { question: this.#shown(question), answer: answer === null ? null : this.#shown(answer) };
  }

  #shown(text: string): string {
    return this.#deps.shownInChat?.(text) ?? text;
  }

  #seal(
    textId: string,
    kind: WrittenText['kind'],
    written: readonly unknown[],
    of: Pick<WrittenText, 'streamId' | 'buyerId'>,
  ): WrittenText {
    this.#keep(textId, written);
    return { ...of, kind, ...this.#deps.secrets.sealText(Buffer.from(JSON.stringify(written))) };
  }

  async #open(textIds: readonly string[]): Promise<Map<string, unknown>> {
    const found = new Map<string, unknown>();
    const missing: string[] = [];
    const freshMs = this.#deps.clock.steadyMs() - FRESH_MS;
    for (const textId of textIds) {
      const known = this.#known.get(textId);
      if (known && known.atMs > freshMs) found.set(textId, known.written);
      else missing.push(textId);
    }
    await this.#openStored(missing, (textId, opened) => {
      found.set(textId, opened);
      this.#keep(textId, opened);
    });
    return found;
  }

  async #openStored(
    textIds: readonly string[],
    take: (textId: string, opened: unknown) => void,
  ): Promise<void> {
    for (let at = 0; at < textIds.length; at += AT_ONCE) {
      for (const row of await this.#deps.directory.texts(textIds.slice(at, at + AT_ONCE))) {
        const bytes = this.#deps.secrets.openText(row);
        if (bytes) take(row.textId, JSON.parse(Buffer.from(bytes).toString()));
      }
    }
  }

  #keep(textId: string, written: unknown): void {
    this.#known.set(textId, { written, atMs: this.#deps.clock.steadyMs() });
  }
}
