import { type FormEvent, useMemo, useState } from 'react';
import { MAX_CHAT_TEXT } from '../../../shared/market/chat/bounds.ts';
import type { OpenQuestion } from '../../../shared/market/chat/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useItemName } from '../../screens/staff/console/host-context.ts';
import { Key } from '../../screens/staff/console/Key.tsx';
import { AnsweredList } from '../../ui/AnsweredList.tsx';
import { Button } from '../../ui/Button.tsx';
import { sendOnEnter } from '../../ui/send-on-enter.ts';
import { TextField } from '../../ui/TextField.tsx';
import { clockSecond } from '../../ui/time-words.ts';
import { CareBar } from './CareBar.tsx';
import type { AnswerDraft } from './care-store.ts';
import { careWords } from './care-words.ts';
import { nameIn } from './talker-name.ts';
import { useAnsweringHere, useCare, useCareStore, useModeration, useOpenQuestions } from './use-care.ts';
import './care.css';

/** The queue of open questions, the one that waits longest on top, each answered in one tap; below, what was answered. */
export function CareQuestions() {
  const say = useMessages(careWords);
  const isThere = useModeration(() => true) === true;
  const questions = useOpenQuestions();
  const answering = useAnsweringHere();
  const answered = useModeration((chat) => chat.answered) ?? [];
  if (!isThere) return <p className="soft chat-care">{say.noChat}</p>;
  return (
    <div className="chat-care">
      {answering && (
        <p className="care-answering">
          <b>{say.answering}</b> <bdi>{answering.question}</bdi>
        </p>
      )}
      <UnsentAnswers open={questions} />
      {questions.length === 0 && <p className="soft">{say.none}</p>}
      <ul>
        {questions.map((question, at) => (
          <Question key={question.seq} question={question} isFirst={at === 0} />
        ))}
      </ul>
      {answered.length > 0 && (
        <details>
          <summary>{say.answered(answered.length)}</summary>
          <AnsweredList answered={answered} byVoice={say.byVoice} />
        </details>
      )}
      <CareBar />
    </div>
  );
}

/** Answers that were typed and not sent before somebody settled their question: the words are nobody's to lose. */
function UnsentAnswers({ open }: { open: readonly OpenQuestion[] }) {
  const drafts = useCare((state) => state.drafts);
  const busy = useCare((state) => state.busy);
  const unsent = useMemo(() => {
    const waiting = new Set(open.map(({ seq }) => seq));
    return [...drafts.values()].filter(({ question: { seq } }) => !waiting.has(seq) && !busy.has(seq));
  }, [drafts, open, busy]);
  if (unsent.length === 0) return null;
  return (
    <ul>
      {unsent.map((draft) => (
        <UnsentAnswer key={draft.question.seq} draft={draft} />
      ))}
    </ul>
  );
}

function UnsentAnswer({ draft: { question, text } }: { draft: AnswerDraft }) {
  const say = useMessages(careWords);
  const care = useCareStore();
  const [isSending, setSending] = useState(false);
  const discard = () => care.draft(question, '');
  const send = async () => {
    setSending(true);
    const isSaid = await care.say(text.trim());
    setSending(false);
    if (isSaid) discard();
  };
  return (
    <li className="care-question">
      <p className="soft">{say.unsent}</p>
      <p className="soft">
        <bdi>{question.text}</bdi>
      </p>
      <p className="care-text">
        <bdi>{text}</bdi>
      </p>
      <div className="care-acts">
        <Button look="line" busy={isSending} disabled={text.trim() === ''} onClick={() => void send()}>
          {say.sendAll}
        </Button>
        <Button look="quiet" onClick={discard}>
          {say.discard}
        </Button>
      </div>
    </li>
  );
}

function Question({ question, isFirst }: { question: OpenQuestion; isFirst: boolean }) {
  const say = useMessages(careWords);
  const language = useLanguage();
  const itemName = useItemName();
  const care = useCareStore();
  const { seq, atMs, name, text, item, suggested } = question;
  const isBusy = useCare(({ busy }) => busy.has(seq));
  const ready = useModeration(({ settings }) =>
    suggested === undefined ? undefined : settings.answers[suggested],
  );
  const answer = useCare(({ drafts }) => drafts.get(seq)?.text ?? '');
  const [isWriting, setWriting] = useState(answer !== '');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (answer.trim() !== '' && (await care.answer(seq, answer.trim()))) care.draft(question, '');
  };
  return (
    <li className="care-question">
      <p className="care-who">
        <bdi>{nameIn(name, language)}</bdi> <time>{clockSecond(atMs, language)}</time>
        {item !== undefined && <span className="figures">{itemName(item)}</span>}
      </p>
      <p className="care-text">
        <bdi>{text}</bdi>
      </p>
      <div className="care-acts">
        <Button
          look={isFirst ? 'primary' : 'quiet'}
          busy={isBusy}
          className="care-answer"
          onClick={() => void care.answer(seq)}
        >
          {say.answerNow}
          {isFirst && <Key act="answer" />}
        </Button>
        <Button look="line" aria-expanded={isWriting} onClick={() => setWriting(!isWriting)}>
          {say.write}
        </Button>
        <Button look="line" busy={isBusy} onClick={() => care.dismiss(question)}>
          {say.dismiss}
        </Button>
      </div>
      {ready && (
        <Button look="held" wide busy={isBusy} onClick={() => void care.answer(seq, ready.text, ready.item)}>
          <bdi>{say.ready(ready.text, ready.item === undefined ? null : itemName(ready.item))}</bdi>
        </Button>
      )}
      {isWriting && (
        <form className="care-write" onSubmit={(event) => void send(event)}>
          <TextField
            label={say.yourAnswer(text)}
            value={answer}
            maxLength={MAX_CHAT_TEXT}
            rows={2}
            autoFocus
            onChange={({ target }) => care.draft(question, inOneLine(target.value))}
            onKeyDown={sendOnEnter}
          />
          <Button type="submit" look="primary" busy={isBusy} disabled={answer.trim() === ''}>
            {say.send}
          </Button>
        </form>
      )}
    </li>
  );
}

/** What is said in the room is one line, also when it was copied from two. */
function inOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
