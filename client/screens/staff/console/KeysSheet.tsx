import { type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import { consoleKeyWords } from '../../../i18n/console-keys.ts';
import { useMessages } from '../../../i18n/language.ts';
import { type CharacterAct, consoleKeysOf, USUAL_KEYS, whyNoKey } from '../../../stores/host/console-keys.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

/** All keys of the console: what they do, another key for each act, and off. Kept on this device. */
export function KeysSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(consoleKeyWords);
  const { keep } = useWorld();
  const store = consoleKeysOf(keep);
  const { isOn, keys } = useStore(store);
  const fixed: [keys: string[], words: string][] = [
    [['1', '…', '9'], say.digits],
    [['↑', '↓'], say.arrows],
    [['⏎'], say.enter],
    [['→'], say.tools],
    [['Alt ↑', 'Alt ↓'], say.move],
    [['Esc'], say.esc],
  ];
  const pad: [keys: string[], words: string][] = [
    [['1', '4'], say.padNumber],
    [['⏎'], say.padEnter],
    [['0'], say.padNext],
    [['*', '⏎'], say.padFlash],
    [['.'], say.padUndo],
    [['PageDown'], say.pedal],
  ];
  const isUsual = Object.entries(USUAL_KEYS).every(([act, key]) => keys[act as CharacterAct] === key);
  return (
    <Sheet title={say.title} onClose={onClose}>
      <label className="switch-row">
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          checked={isOn}
          onChange={(event) => store.setState({ isOn: event.target.checked })}
        />
        <span>
          <b>{say.isOn}</b>
          <span className="soft">{say.isOnHint}</span>
        </span>
      </label>
      <KeyRows rows={fixed} />
      <h3>{say.own}</h3>
      <dl className="key-list">
        {(Object.keys(USUAL_KEYS) as CharacterAct[]).map((act) => (
          <OwnKey key={act} act={act} />
        ))}
      </dl>
      {!isUsual && (
        <Button look="line" onClick={() => store.setState({ keys: USUAL_KEYS })}>
          {say.usual}
        </Button>
      )}
      <h3>{say.pad}</h3>
      <KeyRows rows={pad} />
      <p className="soft">{say.note}</p>
    </Sheet>
  );
}

function KeyRows({ rows }: { rows: readonly [keys: string[], words: string][] }) {
  return (
    <dl className="key-list">
      {rows.map(([keys, words]) => (
        <div key={words}>
          <dt>
            {keys.map((key) => (
              <kbd key={key} className="key">
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The key of one act: tapped, it takes the next character that is pressed. */
function OwnKey({ act }: { act: CharacterAct }) {
  const say = useMessages(consoleKeyWords);
  const { keep } = useWorld();
  const store = consoleKeysOf(keep);
  const { keys } = useStore(store);
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = (event: KeyboardEvent) => {
    if (!isAsked || event.nativeEvent.isComposing || ['Tab', 'Shift', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setAsked(false);
    const why = whyNoKey(event.key, act, keys);
    if (why !== null) return setFault(why === 'reserved' ? say.reserved : say.taken(say.acts[why]));
    setFault(null);
    setAsked(false);
    store.setState({ keys: { ...keys, [act]: event.key.toLowerCase() } });
  };
  return (
    <div>
      <dt>
        <button
          type="button"
          className="own-key"
          aria-label={say.change(say.acts[act], keys[act].toUpperCase())}
          aria-pressed={isAsked}
          onClick={() => {
            setFault(null);
            setAsked(!isAsked);
          }}
          onKeyDown={take}
          onBlur={() => setAsked(false)}
        >
          <kbd className="key">{isAsked ? '…' : keys[act].toUpperCase()}</kbd>
        </button>
      </dt>
      <dd>
        {isAsked && !fault ? say.press : say.acts[act]}
        {fault && <FaultWords>{fault}</FaultWords>}
      </dd>
    </div>
  );
}
