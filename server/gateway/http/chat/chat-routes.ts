import type { AnsweredQuestion } from '../../../../shared/market/chat/contract.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';
import { KeptAnswers } from '../streams/kept-answers.ts';

type Routes =
  | 'streamQuestions'
  | 'chatWords'
  | 'setChatWords'
  | 'anyoneInChats'
  | 'confirmAnyone'
  | 'banFromChats'
  | 'unbanFromChats'
  | 'hearInChat';
/** Cache time of answered questions in ms: each page of a stream asks for them. */
const QUESTIONS_MS = 5 * SECOND;

/** What chats leave behind (N6), and the care for all of them (N7). */
export function chatRoutes({
  application,
  readers,
  clock,
}: Pick<GatewayDeps, 'application' | 'readers' | 'clock'>): Pick<Handlers, Routes> {
  const kept = new KeptAnswers<AnsweredQuestion[] | null>(QUESTIONS_MS, clock);
  return {
    async streamQuestions({ params: { slug } }) {
      const questions = await kept.of(slug, async () => {
        const stream = await readers.streamBySlug(slug);
        const isShown = stream !== null && stream.rehearsalOf === null;
        return isShown ? application.chats.answered(stream.streamId) : null;
      });
      return questions ? ok({ questions }) : refuse({ code: 'NOT_FOUND' });
    },
    chatWords: async () => ok(await application.chats.words()),
    setChatWords: async ({ body, staff }) => answered(await application.chats.setWords(staff!.actor, body)),
    anyoneInChats: async () => ok(await application.chats.anyone()),
    confirmAnyone: async ({ body, staff }) =>
      answered(await application.chats.confirmAnyone(staff!.actor, body)),
    banFromChats: async ({ body, staff }) => answered(await application.chats.ban(staff!.actor, body)),
    hearInChat: async ({ body, staff }) => answered(await application.chats.hear(staff!.actor, body)),
    unbanFromChats: async ({ body, staff }) => answered(await application.chats.unban(staff!.actor, body)),
  };
}
