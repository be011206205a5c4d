import type { LiveView } from '../../../../../shared/live-view/entries.ts';
import { formatMoney } from '../../../../../shared/values/money.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { systemIds } from '../../../../adapters/system/ids.ts';
import type { Chance } from '../chance.ts';
import type { FloorLine } from '../floor-line.ts';
import { marketGoods } from '../goods.ts';
import { pause } from '../pause.ts';
import type { Watcher } from '../watcher.ts';
import { type LinePicker, pickLines, type Shown } from './pick-line.ts';
import { callName, type TalkLanguage, talks } from './talks.ts';

/** A line comes about every 2.4 s: 25 a minute, of which the pace of the chat takes nearly all. */
const APART_MS = [1_400, 3_400] as const;
const ASKS_EVERY_MS = 26_000;
/** So long after it was asked the host answers, and never all: some wait for whoever is the host now. */
const ANSWERS_AFTER_MS = 24_000;
const LEFT_OPEN = 3;
/** Once in a while somebody writes what the stream's list holds back. */
const HELD_EVERY_MS = 150_000;
const FIRST_HELD_MS = 20_000;
/** So many wait for whoever cares for the chat now; older ones the house deletes. */
const LEFT_HELD = 2;
/** Every so many-th talker has a name of their own. */
const NAMED = 0.4;

const category = new Map(marketGoods.map(({ name, category }) => [name, category]));

/** Words that a line of the demo waits for a look with. */
export const LISTED = ['add me on', '加我微信', '加微信'];

/**
 * Viewers of the demo talk, in the language in which its door was opened last: lines about what is pinned, its price and
 * what is left of it; two questions a minute, of which the host answers one in writing. All of it goes through the real
 * doors, as the crowd does.
 */
export async function runTalk(options: {
  /** Who is watching by now. */
  watchers: ReadonlySet<Watcher>;
  floor: FloorLine;
  language: () => TalkLanguage;
  chance: Chance;
  nowMs: () => number;
  isOver: AbortSignal;
  onFault: (fault: unknown) => void;
}): Promise<void> {
  const { watchers, floor, language, chance, nowMs, isOver, onFault } = options;
  const pickers: Partial<Record<TalkLanguage, LinePicker>> = {};
  const picker = () => (pickers[language()] ??= pickLines(talks[language()].lines, chance));
  const names = new WeakMap<Watcher, string | null>();
  let pinnedSeq: number | null = null;
  const waiting: { seq: number; answer: string; atMs: number }[] = [];
  const held: number[] = [];
  let [askedAtMs, heldAtMs, openedIn] = [nowMs(), nowMs() - HELD_EVERY_MS + FIRST_HELD_MS, ''];
  let heldSaid = 0;

  async function openChat(): Promise<void> {
    const { pinned, ready } = talks[language()];
    openedIn = language();
    await floor.send('chat:set', {
      settings: {
        ...{ writers: 'anyone', keptDays: 30, words: LISTED, wordsDo: 'hold' },
        answers: ready.map(({ keywords, text }) => ({ keywords: [...keywords], text })),
      },
    });
    // It reads in the language of the pages by itself, as all that was said (in-language.ts): pinned anew, open ones read it.
    if (pinnedSeq !== null && (await floor.send('chat:pin', { seq: pinnedSeq }))?.ok) return;
    // The first time, or it is off the screens by now.
    const said = await floor.send('chat:say', { text: pinned });
    if (said?.ok) await floor.send('chat:pin', { seq: said.seq });
    pinnedSeq = said?.ok ? said.seq : null;
  }

  function nameOf(watcher: Watcher): { name?: string } {
    let name = names.get(watcher);
    if (name === undefined) {
      name = chance.often(NAMED) ? chance.pick(talks[language()].names) : null;
      names.set(watcher, name);
    }
    return name === null ? {} : { name };
  }

  async function speak(watcher: Watcher): Promise<void> {
    const now = nowMs();
    const itemNumber = watcher.view().pins.at(-1)?.itemNumber;
    const shown =
      itemNumber === undefined ? null : shownOf(watcher.view(), watcher.nowMs(), itemNumber, language());
    if (itemNumber === undefined || !shown) return;
    const said = { key: systemIds.next(), ...nameOf(watcher) };
    if (now - heldAtMs >= HELD_EVERY_MS) {
      heldAtMs = now;
      // In turn: none comes twice in ten minutes.
      const texts = talks[language()].held;
      const text = texts[heldSaid++ % texts.length]!;
      const answer = await watcher.send('chat:post', { ...said, text });
      if (answer?.ok && answer.isHeld) held.push(answer.seq);
      const oldest = held.length > LEFT_HELD ? held.shift() : undefined;
      if (oldest !== undefined) await floor.send('chat:delete', { seq: oldest });
      return;
    }
    if (now - askedAtMs >= ASKS_EVERY_MS) {
      const asked = picker().question(shown, now);
      askedAtMs = now;
      if (!asked) return;
      const answer = await watcher.send('chat:ask', { ...said, itemNumber, text: asked.question });
      if (answer?.ok && !answer.isHeld) waiting.push({ seq: answer.seq, answer: asked.answer, atMs: now });
      return;
    }
    const text = picker().line(shown, now);
    if (text !== null) await watcher.send('chat:post', { ...said, text });
    if (chance.often(0.5)) void watcher.send('chat:heart', { taps: chance.whole(1, 4) });
  }

  /** In writing; a question that somebody else has answered meanwhile is left alone. */
  async function answerOne(): Promise<void> {
    const [oldest] = waiting;
    if (!oldest || waiting.length <= LEFT_OPEN || nowMs() - oldest.atMs < ANSWERS_AFTER_MS) return;
    waiting.shift();
    await floor.send('chat:answer', { seq: oldest.seq, text: oldest.answer });
  }

  while (!isOver.aborted) {
    try {
      if (openedIn !== language()) await openChat();
      const here = [...watchers].filter((watcher) => watcher.view().pins.length > 0);
      if (here.length > 0) await speak(chance.pick(here));
      await answerOne();
    } catch (fault) {
      onFault(fault);
    }
    await pause(chance.whole(...APART_MS), isOver);
  }
}

/** What is pinned, as a viewer reads it in their language. */
export function shownOf(
  { cards, stock, flash, stream }: LiveView,
  nowMs: number,
  itemNumber: number,
  language: TalkLanguage,
): Shown | null {
  const card = cards[itemNumber];
  if (!card) return null;
  const running = flash[itemNumber];
  const isFlash = running !== undefined && running.startsAtMs <= nowMs && nowMs < running.endsAtMs;
  const priceMinor = isFlash ? running.priceMinor : card.listPriceMinor;
  return {
    category: category.get(card.name) ?? '',
    name: callName(namedIn(language, card).name),
    price: formatMoney(priceMinor, stream?.currency ?? 'CNY', language),
    left: stock[itemNumber]?.available ?? 0,
  };
}
