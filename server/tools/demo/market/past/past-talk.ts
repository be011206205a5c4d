import { DAY, MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Clock, Ids } from '../../../../lib/clock.ts';
import { chanceOf } from '../chance.ts';
import { pickLines } from '../talk/pick-line.ts';
import { shownOf } from '../talk/run-talk.ts';
import { firstTalkLanguage, talks } from '../talk/talks.ts';
import type { Agenda } from './agenda.ts';
import type { Visit } from './audience-plan.ts';
import type { ShownItem } from './screens.ts';

/** Products of an evening that are talked of, and lines of each besides its question. */
const MOST_TALKED_OF = 8;
const LINES_EACH = 2;
/** After a product is on the table: when the first line comes, when somebody asks, and when the host answers. */
const SPEAKS_AFTER_MS = 9 * SECOND;
const SPEAKS_APART_MS = 14 * SECOND;
const ASKS_AFTER_MS = 16 * SECOND;
const ANSWERS_AFTER_MS = 41 * SECOND;
/** Tonight somebody offers what is sold elsewhere, and is muted for a day. */
const SPOILS_AFTER_MS = 3 * MINUTE;

interface Deps {
  app: Pick<App, 'application'>;
  agenda: Agenda;
  clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  ids: Ids;
}

/**
 * Plans what viewers of an evening say and ask of what is shown (N1, N6), and what its host answers: by voice and in writing by
 * turns, and never the last question. It has chance of its own, so that all else happens as without.
 * @param isTonight it is on when the past ends: somebody of its buyers is muted in it
 */
export function planTalk(
  { app, agenda, clock, ids }: Deps,
  { streamId, host }: { streamId: string; host: StaffActor },
  {
    shown,
    visits,
    seed,
    isTonight,
  }: {
    shown: readonly ShownItem[];
    visits: readonly Visit[];
    seed: number;
    isTonight: boolean;
  },
): void {
  const chance = chanceOf(seed);
  const language = firstTalkLanguage();
  const { lines, names, held, spoiler: spoilerName } = talks[language];
  const picker = pickLines(lines, chance, true);
  const { chats } = app.application;

  function say(visit: Visit, text: string, itemNumber?: number, as?: string) {
    const { buyerId } = visit.guest;
    const writer = {
      actor: { buyerId, allIds: [buyerId] },
      deviceId: buyerId,
      takePlace: async () => ({ nextAtMs: clock.nowMs() }),
    };
    const name = as ?? (chance.often(0.4) ? chance.pick(names) : null);
    const said = { key: ids.next(), text, ...(name !== null && { name }) };
    return itemNumber === undefined
      ? chats.live(writer, streamId, 'chat:post', said, clock.steadyMs())
      : chats.live(writer, streamId, 'chat:ask', { ...said, itemNumber }, clock.steadyMs());
  }
  const shownNow = async (itemNumber: number) => {
    const position = await app.application.position(streamId);
    return position && shownOf(position.view, clock.nowMs(), itemNumber, language);
  };
  const someoneAt = (atMs: number) => {
    const here = visits.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    return here.length > 0 ? chance.pick(here) : null;
  };

  const talkedOf = shown.filter(
    ({ itemNumber }, place) => shown.findIndex((each) => each.itemNumber === itemNumber) === place,
  );
  for (const [place, { itemNumber, fromMs }] of talkedOf.slice(0, MOST_TALKED_OF).entries()) {
    for (let n = 0; n < LINES_EACH; n += 1) {
      agenda.plan(fromMs + SPEAKS_AFTER_MS + n * SPEAKS_APART_MS, async () => {
        const [visit, item] = [someoneAt(clock.nowMs()), await shownNow(itemNumber)];
        const text = visit && item && picker.line(item, clock.nowMs());
        if (visit && text) await say(visit, text);
      });
    }
    agenda.plan(fromMs + ASKS_AFTER_MS, async () => {
      const [visit, item] = [someoneAt(clock.nowMs()), await shownNow(itemNumber)];
      const asked = item && picker.question(item, clock.nowMs());
      const said = visit && asked && (await say(visit, asked.question, itemNumber));
      if (!said?.ok || !asked) return;
      const isLast = place === Math.min(MOST_TALKED_OF, talkedOf.length) - 1;
      if (isLast) return;
      const { seq } = said as unknown as { seq: number };
      const isByVoice = place % 2 === 0;
      agenda.plan(fromMs + ANSWERS_AFTER_MS, () => {
        const answer = { key: ids.next(), seq, ...(!isByVoice && { text: asked.answer }) };
        return chats.console(host, streamId, 'chat:answer', answer, clock.steadyMs());
      });
    });
  }

  const [first] = shown;
  if (!isTonight || !first) return;
  const spoilsAtMs = first.fromMs + SPOILS_AFTER_MS;
  const buyers = visits.filter(
    ({ intent, fromMs, toMs }) => intent === 'pays' && fromMs <= spoilsAtMs && spoilsAtMs < toMs,
  );
  const [spoiler] = buyers;
  if (!spoiler) return;
  agenda.plan(spoilsAtMs, async () => {
    // Under a name that nobody else has: who is muted says nothing more.
    const said = await say(spoiler, held[0], undefined, spoilerName);
    if (!said.ok) return;
    const act = { key: ids.next(), seq: (said as unknown as { seq: number }).seq };
    const muted = { ...act, minutes: DAY / MINUTE, scope: 'stream', reason: 'fraud' } as const;
    await chats.console(host, streamId, 'chat:silence', muted, clock.steadyMs());
    await chats.console(host, streamId, 'chat:delete', { ...act, key: ids.next() }, clock.steadyMs());
  });
}
