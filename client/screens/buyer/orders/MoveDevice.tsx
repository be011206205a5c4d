import { type FormEvent, useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useWording } from '../../../ui/wording.ts';
import { orderWords } from './words.ts';

/** Cart and orders move to another device by a code that is used once (B2). */
export function MoveDevice({ onMoved }: { onMoved(): void }) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const wording = useWording('CNY');
  const { me } = useWorld();
  const [made, setMade] = useState<{ code: string; expiresAtMs: number } | null>(null);
  const [isEntering, setEntering] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isMoved, setMoved] = useState(false);

  async function makeCode() {
    const answer = await me.makeDeviceCode();
    setReason(answer.ok ? null : answer.refusal);
    setMade(answer.ok ? answer.value : null);
  }
  async function bringHere(code: string) {
    const answer = await me.becomeDevice(code);
    setReason(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    setMoved(true);
    setEntering(false);
    onMoved();
  }
  return (
    <section className="move">
      <h2>{say.move}</h2>
      <p className="soft">{say.moveHint}</p>
      {reason && <Notice tone="fault">{sentenceOf(reason, language, wording)}</Notice>}
      {isMoved && <Notice tone="done">{say.moved}</Notice>}
      {made && <MadeCode code={made.code} expiresAtMs={made.expiresAtMs} />}
      {isEntering ? (
        <EnterCode onCode={bringHere} />
      ) : (
        <div className="two-buttons">
          <Button look="line" wide onClick={() => void makeCode()}>
            {say.makeCode}
          </Button>
          <Button look="line" wide onClick={() => setEntering(true)}>
            {say.enterCode}
          </Button>
        </div>
      )}
    </section>
  );
}

function MadeCode({ code, expiresAtMs }: { code: string; expiresAtMs: number }) {
  const say = useMessages(orderWords);
  const isGood = useServerTime((nowMs) => nowMs < expiresAtMs);
  if (!isGood) return <Notice>{say.codeOver}</Notice>;
  return (
    <div className="code">
      <p className="figures">
        {code.slice(0, 4)} {code.slice(4)}
      </p>
      <p className="soft">{say.codeHint}</p>
      <p className="held-for">
        <Countdown untilMs={expiresAtMs} label={say.codeLeft} />
      </p>
    </div>
  );
}

function EnterCode({ onCode }: { onCode(code: string): Promise<void> }) {
  const say = useMessages(orderWords);
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    // Letters that look like digits are not part of a code, so they can be read as the digits.
    const code = text.toUpperCase().replace(/\s/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
    const isCode = /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code);
    setWrong(!isCode);
    if (!isCode) return;
    setBusy(true);
    await onCode(code);
    setBusy(false);
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Field
        label={say.code}
        value={text}
        maxLength={12}
        autoComplete="off"
        autoCapitalize="characters"
        fault={isWrong ? say.codeFault : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="primary" wide busy={busy}>
        {say.useCode}
      </Button>
    </form>
  );
}
