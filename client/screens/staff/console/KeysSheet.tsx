import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Sheet } from '../../../ui/Sheet.tsx';

/** All keys of the desk. */
export function KeysSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(consoleScreenMessages);
  const { keyList } = say;
  const rows: [keys: string[], words: string][] = [
    [['1', '…', '9'], keyList.digits],
    [['↑', '↓'], keyList.arrows],
    [['⏎'], keyList.enter],
    [['N'], keyList.n],
    [['→'], keyList.tools],
    [['U'], keyList.u],
    [['F'], keyList.f],
    [['S'], keyList.s],
    [['+', '-'], keyList.plusMinus],
    [['P'], keyList.p],
    [['Alt ↑', 'Alt ↓'], keyList.move],
    [['Z'], keyList.z],
    [['/'], keyList.slash],
    [['?'], keyList.question],
    [['Esc'], keyList.esc],
  ];
  return (
    <Sheet isQuestion title={say.keys} onClose={onClose}>
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
      <p className="soft">{say.keysNote}</p>
    </Sheet>
  );
}
