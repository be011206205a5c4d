import { type FormEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Reason } from '../../../shared/contract/answer.ts';
import { MAX_CHAT_NAME } from '../../../shared/market/chat/bounds.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { ShareStream } from '../../screens/buyer/viewer/ShareStream.tsx';
import { useLive } from '../../screens/buyer/viewer/viewer-stores.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { unheard, useChat, useChatReason, useChatStore } from './chat-context.ts';
import { nameIn } from './talker-name.ts';
import { chatWords } from './viewer-words.ts';

/** What else there is: cart, orders, sharing, the picture's quality, and how this viewer wants the chat. */
export function MoreSheet({ onClose, onCart }: { onClose(): void; onCart?: () => void }) {
  const say = useMessages(chatWords);
  const chat = useChatStore();
  const isHidden = useChat((state) => state.isHidden);
  const isLow = useChat((state) => state.isLow);
  const isAloud = useChat((state) => state.isAloud);
  const hasPicture = useLive(({ media }) => media !== null && media.sources.length > 0);
  const go = (act: () => void) => () => {
    onClose();
    act();
  };
  return createPortal(
    <Sheet title={say.more} onClose={onClose}>
      <div className="stack chat-ways">
        {onCart && (
          <Button look="line" wide onClick={go(onCart)}>
            <Icon name="cart" />
            {say.cart}
          </Button>
        )}
        <a className="button line" href="/orders">
          <Icon name="receipt" />
          {say.orders}
        </a>
        <ShareStream isWide />
        {hasPicture && (
          <Button look="line" wide onClick={go(() => dispatchEvent(new Event('fairday:quality')))}>
            {say.quality}
          </Button>
        )}
        <Button look="line" wide onClick={go(() => chat.hide(!isHidden))}>
          <Icon name="eye" />
          {isHidden ? say.show : say.hide}
        </Button>
        <label className="chat-check">
          <input type="checkbox" checked={isLow} onChange={(event) => chat.setLow(event.target.checked)} />
          <span>
            {say.low} <span className="soft">{say.lowHint}</span>
          </span>
        </label>
        <label className="chat-check">
          <input
            type="checkbox"
            checked={isAloud}
            onChange={(event) => chat.setAloud(event.target.checked)}
          />
          <span>
            {say.aloud} <span className="soft">{say.aloudHint}</span>
          </span>
        </label>
        <NameForm />
      </div>
    </Sheet>,
    document.body,
  );
}

/** As somebody wants to be called; the server says no to what looks like somebody else, and why stands at the field. */
function NameForm() {
  const say = useMessages(chatWords);
  const language = useLanguage();
  const chat = useChatStore();
  const chosen = useChat((state) => state.chosen);
  const calledAs = useChat((state) => state.calledAs);
  const [name, setName] = useState(chosen);
  const reasonOf = useChatReason();
  const [isSaved, setSaved] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Reason | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const why = await chat.choose(name);
    setBusy(false);
    setFault(why);
    setSaved(why === null);
  };
  return (
    <form className="stack" onSubmit={(event) => void save(event)}>
      <Field
        label={say.yourName}
        hint={isSaved ? say.nameSaved : say.nameHint}
        fault={fault ? (unheard.has(fault.code) ? say.nameNotAsked : reasonOf(fault)) : undefined}
        value={name}
        maxLength={MAX_CHAT_NAME}
        placeholder={calledAs === null ? '' : nameIn(calledAs, language)}
        onChange={({ target }) => {
          setName(target.value);
          setSaved(false);
          setFault(null);
        }}
      />
      <Button type="submit" look="quiet" busy={isBusy}>
        {say.saveName}
      </Button>
    </form>
  );
}
