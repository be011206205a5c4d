import { useState } from 'react';
import { useStore } from 'zustand';
import { MAX_SHOP_WORDS } from '../../../../shared/market/chat/bounds.ts';
import type { ShopChatWords } from '../../../../shared/market/chat/contract.ts';
import { readWordList } from '../../../../shared/market/chat/word-list.ts';
import { shopChatWordsWords } from '../../../i18n/chat-words.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createAnyoneStore, createShopChatWordsStore } from '../../../stores/shop-chat-words-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { WordFile } from '../../../ui/WordFile.tsx';
import { Choices } from '../console/Choices.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { useSubmit } from '../console/use-submit.ts';
import { OfficePage } from './OfficePage.tsx';
import '../console/console.css';
import './admin.css';

/** Where an operator confirms that the shop verifies who writes (N2), and lists words for every chat of it (N7). */
export function ChatWordsScreen() {
  return (
    <StaffOnly>
      <Listed />
    </StaffOnly>
  );
}

/** What law asks where the shop is, and who confirmed it; nothing where it asks for nothing. */
function Anyone() {
  const say = useMessages(shopChatWordsWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const store = useOwnStore(createAnyoneStore);
  const { value } = useStore(store.store);
  const form = useSubmit(true, store.confirm);
  if (!value || (!value.isAsked && !value.confirmed)) return null;
  const { confirmed } = value;
  return (
    <section className="stack">
      <h2>{say.anyone}</h2>
      {confirmed ? (
        <>
          <Notice tone="done">
            {say.confirmed(
              confirmed.by === null ? say.someone : personIn(language, confirmed.by, confirmed.byEn),
              dayAndTime(confirmed.atMs, language),
            )}
          </Notice>
          <p className="soft">{say.confirmedHint}</p>
        </>
      ) : (
        <form className="stack" noValidate onSubmit={form.onSubmit}>
          <p>{say.asked}</p>
          <p className="soft">{say.confirmHint}</p>
          {form.reason && (
            <Notice tone="fault" onDismiss={form.dismiss}>
              {sentence(form.reason)}
            </Notice>
          )}
          <Button look="primary" type="submit" busy={form.isBusy}>
            {say.confirm}
          </Button>
        </form>
      )}
    </section>
  );
}

function Listed() {
  const say = useMessages(shopChatWordsWords);
  const store = useOwnStore(createShopChatWordsStore);
  const { value, reason } = useStore(store.store);
  const [isSaved, setSaved] = useState(false);
  return (
    <OfficePage words={say} isThere={value !== null} reason={reason}>
      {value && <Anyone />}
      {value && (
        <WordsForm
          // Begins anew with each version, also with somebody else's.
          key={value.version}
          known={value}
          isSaved={isSaved}
          onSave={async (words) => {
            const refusal = await store.set(words);
            setSaved(refusal === null);
            return refusal;
          }}
        />
      )}
    </OfficePage>
  );
}

function WordsForm({
  known,
  isSaved,
  onSave,
}: {
  known: ShopChatWords;
  isSaved: boolean;
  onSave: ReturnType<typeof createShopChatWordsStore>['set'];
}) {
  const say = useMessages(shopChatWordsWords);
  const sentence = useHostSentence('CNY');
  const [typed, setTyped] = useState(known.words.join('\n'));
  const [wordsDo, setWordsDo] = useState(known.wordsDo);
  const words = readWordList(typed);
  const isTooMany = words.length > MAX_SHOP_WORDS;
  const isChanged = wordsDo !== known.wordsDo || words.join('\n') !== known.words.join('\n');
  const form = useSubmit(!isTooMany, () => onSave({ words, wordsDo, version: known.version }));
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit}>
      <h2>{say.listed}</h2>
      <p className="soft">{say.wordsAbout}</p>
      <TextField
        label={say.words}
        hint={say.count(words.length, MAX_SHOP_WORDS)}
        rows={6}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {isTooMany && <FaultWords>{say.tooMany(MAX_SHOP_WORDS)}</FaultWords>}
      <WordFile name={say.file} typed={typed} onTyped={setTyped} />
      <Choices
        label={say.does}
        value={wordsDo}
        options={(['hold', 'drop'] as const).map((value) => ({ value, words: say.doesOf[value] }))}
        onChange={(value) => setWordsDo(value)}
      />
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {form.reason.code === 'STALE_VERSION' ? say.changed : sentence(form.reason)}
        </Notice>
      )}
      {isSaved && !isChanged && <Notice tone="done">{say.saved}</Notice>}
      <Button look="primary" type="submit" busy={form.isBusy} disabled={!isChanged}>
        {say.save}
      </Button>
    </form>
  );
}
