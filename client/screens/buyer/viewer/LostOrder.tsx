import { useState } from 'react';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { lostOrderWords } from '../../../i18n/lost-order.ts';
import type { Loss } from '../../../stores/settle-orders.ts';
import { Button } from '../../../ui/Button.tsx';
import { ContactSentence } from '../../../ui/ContactSentence.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { SideSheet } from './SideSheet.tsx';

/** An order that a restore may have lost (I5): what happened, whom to ask, and a yes before anything is ordered again. */
export function LostOrder({ loss, onYes, onClose }: { loss: Loss; onYes(): void; onClose(): void }) {
  const say = useMessages(lostOrderWords);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  return (
    <SideSheet
      title={say.title}
      onClose={onClose}
      footer={
        isAsked ? (
          <div className="two-buttons">
            <Button wide look="quiet" onClick={onClose}>
              {say.notNow}
            </Button>
            <Button wide look="line" onClick={onYes}>
              {say.yes}
            </Button>
          </div>
        ) : (
          <Button wide look="line" onClick={() => setAsked(true)}>
            {say.again}
          </Button>
        )
      }
    >
      <Notice>
        <p>{say.what(dayAndTime(loss.restoredAtMs, language), dayAndTime(loss.sinceMs, language))}</p>
        <p>{isAsked ? say.both : <ContactSentence sentence={say.whom(loss.ask)} contact={loss.ask} />}</p>
      </Notice>
    </SideSheet>
  );
}
