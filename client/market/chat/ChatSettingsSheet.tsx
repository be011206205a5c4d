import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import {
  MAX_CHAT_DAYS,
  MAX_CHAT_SETTINGS_BYTES,
  MAX_CHAT_TEXT,
  MAX_KEYWORD_ANSWERS,
  MAX_KEYWORDS,
  MAX_STREAM_WORDS,
} from '../../../shared/market/chat/bounds.ts';
import type { ChatSettings, KeywordAnswer } from '../../../shared/market/chat/contract.ts';
import { readWordList } from '../../../shared/market/chat/word-list.ts';
import { useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useHost } from '../../screens/staff/console/host-context.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { FaultWords } from '../../ui/FaultWords.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { SheetForm } from '../../ui/SheetForm.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { WordFile } from '../../ui/WordFile.tsx';
import { careWords } from './care-words.ts';
import { useCare, useCareReason, useCareStore, useModeration } from './use-care.ts';
import './care.css';

/** An answer by keyword as it is typed. */
interface Draft {
  id: number;
  keywords: string;
  text: string;
  item: string;
}

/** What a stream's chat is set to: who may write, listed words, how long texts are kept, and ready answers. */
export function ChatSettingsSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(careWords);
  const settings = useModeration((chat) => chat.settings);
  const mayAnyone = useModeration((chat) => chat.mayAnyone);
  if (!settings) {
    return (
      <Sheet title={say.settings} onClose={onClose}>
        <p>{say.noChat}</p>
      </Sheet>
    );
  }
  return <SettingsForm settings={settings} mayAnyone={mayAnyone === true} onClose={onClose} />;
}

function SettingsForm({
  settings,
  mayAnyone,
  onClose,
}: {
  settings: ChatSettings;
  mayAnyone: boolean;
  onClose(): void;
}) {
  const say = useMessages(careWords);
  const care = useCareStore();
  const reasonOf = useCareReason();
  const fault = useCare((state) => state.fault);
  const { me } = useWorld();
  // Nobody else can confirm it there.
  const isOperator = useStore(me.store, (state) => state.me?.staff?.role === 'operator');
  const [isBusy, setBusy] = useState(false);
  const [isTried, setTried] = useState(false);
  const [writers, setWriters] = useState(settings.writers);
  const [days, setDays] = useState(String(settings.keptDays));
  const [typed, setTyped] = useState(settings.words.join('\n'));
  const [wordsDo, setWordsDo] = useState(settings.wordsDo);
  const [answers, setAnswers] = useState<readonly Draft[]>(() =>
    settings.answers.map(({ keywords, text, item }, id) => ({
      ...{ id, keywords: keywords.join(', '), text },
      item: item === undefined ? '' : String(item),
    })),
  );
  const items = useHost(({ floor }) => floor.items);
  const words = readWordList(typed);
  const keptDays = /^\d{1,3}$/.test(days) ? Number(days) : 0;
  const ready = answers.map(readyOf);
  const leadNowhere = (draft: Draft) => draft.item.trim() !== '' && !(draft.item.trim() in items);
  const areDaysFine = keptDays >= 1 && keptDays <= MAX_CHAT_DAYS;
  const sent = { writers, keptDays, words, wordsDo, answers: ready.filter((each) => each !== null) };
  const isTooMany = words.length > MAX_STREAM_WORDS;
  const isTooLong =
    !isTooMany && new TextEncoder().encode(JSON.stringify(sent)).length > MAX_CHAT_SETTINGS_BYTES;
  const isFine =
    areDaysFine &&
    !isTooMany &&
    !isTooLong &&
    ready.every((each) => each !== null) &&
    !answers.some(leadNowhere);
  const change = (id: number, by: Partial<Draft>) =>
    setAnswers(answers.map((each) => (each.id === id ? { ...each, ...by } : each)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isFine || isBusy) return;
    setBusy(true);
    const isSet = await care.set(sent);
    setBusy(false);
    if (isSet) onClose();
  };
  return (
    <SheetForm
      title={say.settings}
      action={say.save}
      isBusy={isBusy}
      onSubmit={(event) => void submit(event)}
      onClose={onClose}
    >
      {fault && <Notice tone="fault">{reasonOf(fault)}</Notice>}
      <Choices
        label={say.writers}
        value={writers}
        options={writersFor(mayAnyone).map((value) => ({
          value,
          words: say.writersOf[value],
        }))}
        onChange={(value) => setWriters(value)}
      />
      {!mayAnyone && (
        <p className="soft">
          {say.unconfirmed} {isOperator && <a href="/admin/chat-words">{say.toConfirm}</a>}
        </p>
      )}
      <Field
        label={say.days}
        hint={say.daysHint(MAX_CHAT_DAYS)}
        fault={isTried && !areDaysFine ? say.daysHint(MAX_CHAT_DAYS) : undefined}
        inputMode="numeric"
        value={days}
        onChange={({ target }) => setDays(target.value)}
      />
      <TextField
        label={say.words}
        hint={say.wordsHint(MAX_STREAM_WORDS)}
        rows={4}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {isTooMany && <FaultWords>{say.tooMany(words.length, MAX_STREAM_WORDS)}</FaultWords>}
      {isTooLong && <FaultWords>{say.tooLong}</FaultWords>}
      {isOperator && <a href="/admin/chat-words">{say.toShopWords}</a>}
      <WordFile name={say.wordsFile} typed={typed} onTyped={setTyped} />
      <Choices
        label={say.wordsDo}
        value={wordsDo}
        options={(['hold', 'drop'] as const).map((value) => ({ value, words: say.wordsDoOf[value] }))}
        onChange={(value) => setWordsDo(value)}
      />
      <h3>{say.ready1}</h3>
      <p className="soft">{say.readyHint}</p>
      {answers.map((draft) => (
        <fieldset key={draft.id} className="care-ready">
          <legend className="unseen">{draft.text || say.readyText}</legend>
          <Field
            label={say.keywords}
            value={draft.keywords}
            onChange={({ target }) => change(draft.id, { keywords: target.value })}
          />
          <Field
            label={say.readyText}
            value={draft.text}
            maxLength={MAX_CHAT_TEXT}
            fault={isTried && !leadNowhere(draft) && readyOf(draft) === null ? say.fewKeywords : undefined}
            onChange={({ target }) => change(draft.id, { text: target.value })}
          />
          <Field
            label={say.readyItem}
            inputMode="numeric"
            value={draft.item}
            fault={isTried && leadNowhere(draft) ? say.noSuchItem : undefined}
            onChange={({ target }) => change(draft.id, { item: target.value })}
          />
          <Button look="line" onClick={() => setAnswers(answers.filter(({ id }) => id !== draft.id))}>
            {say.removeReady}
          </Button>
        </fieldset>
      ))}
      {answers.length < MAX_KEYWORD_ANSWERS && (
        <Button
          look="line"
          onClick={() =>
            setAnswers([
              ...answers,
              { id: 1 + Math.max(-1, ...answers.map(({ id }) => id)), keywords: '', text: '', item: '' },
            ])
          }
        >
          {say.addReady}
        </Button>
      )}
    </SheetForm>
  );
}

/** Who can be let write here. */
const writersFor = (mayAnyone: boolean): ChatSettings['writers'][] =>
  mayAnyone ? ['anyone', 'ordered', 'off'] : ['ordered', 'off'];

/** An answer as it is sent; null: it has no keyword, no text, or a number that is none. */
function readyOf({ keywords, text, item }: Draft): KeywordAnswer | null {
  const words = readWordList(keywords);
  const number = item.trim() === '' ? undefined : Number(item);
  const isNumber = number === undefined || (Number.isInteger(number) && number > 0 && number < 10_000);
  if (words.length === 0 || words.length > MAX_KEYWORDS || text.trim() === '' || !isNumber) return null;
  return { keywords: words, text: text.trim(), ...(number !== undefined && { item: number }) };
}
