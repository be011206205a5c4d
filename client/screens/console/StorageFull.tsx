import { deskMessages } from '../../i18n/console-desk.ts';
import { useMessages } from '../../i18n/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useHost } from './host-context.ts';

/** The disk has no room for another order (C25): why nobody can buy, and that it passes by itself. */
export function StorageFull() {
  const say = useMessages(deskMessages);
  const trouble = useHost((state) => state.trouble);
  if (trouble === null) return null;
  return (
    <div className="desk-paused">
      <Notice>
        <p>
          <b>{say.storageFull}</b> {say.storageFullHint}
        </p>
      </Notice>
    </div>
  );
}
