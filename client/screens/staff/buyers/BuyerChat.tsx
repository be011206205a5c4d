import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { OfficeBuyer } from '../../../../shared/contract/office-buyers.ts';
import type { MuteReason } from '../../../../shared/market/chat/contract.ts';
import { muteReasons } from '../../../../shared/market/chat/mute-reasons.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { createChatBans } from '../../../stores/chat-bans.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';

/** Whether a buyer may write in the shop's chats (N7): who decided otherwise, when and why. Orders are not touched by it. */
export function BuyerChat({
  buyer: { buyerId, chatBan, silences },
  onDone,
}: {
  buyer: Pick<OfficeBuyer, 'buyerId' | 'chatBan' | 'silences'>;
  /** It is another now. */
  onDone(): void;
}) {
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const bans = useOwnStore(createChatBans);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState<MuteReason>('spam');
  const [reason, setReason] = useState<Reason | null>(null);
  async function change(act: () => Promise<Reason | null>) {
    setBusy(true);
    const refusal = await act();
    setBusy(false);
    setReason(refusal);
    if (refusal) return;
    setAsking(false);
    onDone();
  }
  return (
    <section className="order-block buyer-limit">
      <h2>{say.chat}</h2>
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
      {chatBan && (
        <Notice>
          <p>
            <b>{say.chatBanned}</b>
          </p>
          <p className="soft figures">
            {say.limitedBy(
              say.chatReasons[chatBan.reason],
              chatBan.by === null ? say.formerMember : personIn(language, chatBan.by, chatBan.byEn),
              dayAndTime(chatBan.sinceMs, language),
            )}
          </p>
        </Notice>
      )}
      {silences.map(({ streamId, title, titleEn, untilMs, reason: why, by, byEn, sinceMs }) => {
        const stream = (language === 'en' && titleEn) || title;
        const until = untilMs === null ? null : dayAndTime(untilMs, language);
        return (
          <Notice key={streamId}>
            <p>
              <b>{say.chatSilenced(stream, until)}</b>
            </p>
            <p className="soft figures">
              {say.limitedBy(
                say.chatReasons[why],
                by === null ? say.formerMember : personIn(language, by, byEn),
                dayAndTime(sinceMs, language),
              )}
            </p>
            <Button look="line" busy={isBusy} onClick={() => void change(() => bans.hear(buyerId, streamId))}>
              {say.chatHear(stream)}
            </Button>
          </Notice>
        );
      })}
      {isAsking && !chatBan && (
        <SelectField
          label={say.limitWhy}
          value={why}
          options={muteReasons.map((value) => ({ value, words: say.chatReasons[value] }))}
          onChange={(chosen) => setWhy(muteReasons.find((each) => each === chosen) ?? why)}
        />
      )}
      <p className="buyer-look">
        {isAsking ? (
          <>
            <Button
              look="primary"
              busy={isBusy}
              onClick={() => void change(() => (chatBan ? bans.lift(buyerId) : bans.ban(buyerId, why)))}
            >
              {chatBan ? say.chatLiftSure : say.chatBanSure}
            </Button>
            <Button onClick={() => setAsking(false)}>{say.cancel}</Button>
          </>
        ) : (
          <Button look="line" onClick={() => setAsking(true)}>
            {chatBan ? say.chatLift : say.chatBan}
          </Button>
        )}
        {!chatBan && <span className="soft small">{say.chatWhat}</span>}
      </p>
    </section>
  );
}
