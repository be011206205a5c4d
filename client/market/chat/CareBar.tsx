import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { careWords } from './care-words.ts';
import { nameIn } from './talker-name.ts';
import { useCare, useCareReason, useCareStore } from './use-care.ts';

/** What was done last, for as long as it can be taken back; or why nothing was. It always has its place. */
export function CareBar() {
  const say = useMessages(careWords);
  const language = useLanguage();
  const care = useCareStore();
  const reasonOf = useCareReason();
  const undo = useCare((state) => state.undo);
  const fault = useCare((state) => state.fault);
  const untilMs = undo?.untilMs ?? 0;
  const seconds = useServerTime((nowMs) => Math.max(0, Math.ceil((untilMs - nowMs) / 1_000)));
  return (
    <div className="care-bar" role="status">
      {fault && (
        <Notice tone="fault" onDismiss={care.forgetFault}>
          {reasonOf(fault)}
        </Notice>
      )}
      {!fault && undo && seconds > 0 && (
        <div className="undo-bar">
          <span>
            {undo.of === 'silence' && say.done.silence(nameIn(undo.name, language))}
            {undo.of === 'delete' && say.done.delete(nameIn(undo.name, language), undo.seqs.length)}
            {undo.of === 'dismiss' && say.done.dismiss(nameIn(undo.name, language))}
          </span>
          <Button look="held" onClick={care.undo}>
            {say.undone}
            <span className="figures" aria-hidden="true">
              {seconds} s
            </span>
          </Button>
        </div>
      )}
    </div>
  );
}
