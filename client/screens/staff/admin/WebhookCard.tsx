import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { WebhookView } from '../../../../shared/contract/webhook.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { webhookMessages } from '../../../i18n/webhooks.ts';
import type { WebhooksStore } from '../../../stores/webhooks-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { ReplaySheet } from './ReplaySheet.tsx';

/** One endpoint: what it is told, how that goes, and what can be done about it. */
export function WebhookCard({ webhooks, webhook }: { webhooks: WebhooksStore; webhook: WebhookView }) {
  const say = useMessages(webhookMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const [isReplaying, setIsReplaying] = useState(false);
  const { webhookId, url, kinds, createdAtMs, by, byEn, offAtMs, offWhy, offBy, offByEn, delivered, failed } =
    webhook;
  const isOn = offAtMs === null;
  const act = async (answer: Promise<Reason | null>) => {
    setBusy(true);
    setReason(await answer);
    setBusy(false);
  };
  return (
    <li className="office-card">
      <h2>
        <bdi>{url}</bdi>
      </h2>
      <p className="soft">{kinds.map((kind) => say.kind[kind]).join(' · ')}</p>
      {by !== undefined && (
        <p className="soft small">
          {say.addedBy(
            by === null ? say.formerMember : personIn(language, by, byEn),
            dayAndTime(createdAtMs, language),
          )}
        </p>
      )}
      <p className="figures">
        {say.delivered(delivered.toLocaleString(language))}
        {failed > 0 && ` · ${say.failed(failed.toLocaleString(language))}`}
        {' · '}
        {webhook.lastDeliveredAtMs === null
          ? say.never
          : say.last(dayAndTime(webhook.lastDeliveredAtMs, language))}
      </p>
      {offAtMs !== null && (
        <Notice>
          {offWhy === 'staff' && offBy
            ? say.offBy(personIn(language, offBy, offByEn))
            : say.off[offWhy ?? 'staff']}{' '}
          {say.offSince(dayAndTime(offAtMs, language))}
        </Notice>
      )}
      {isOn && webhook.failingSinceMs !== null && (
        <Notice>{say.failing(dayAndTime(webhook.failingSinceMs, language))}</Notice>
      )}
      {reason && (
        <Notice tone="fault" onDismiss={() => setReason(null)}>
          {sentence(reason)}
        </Notice>
      )}
      {webhook.recent.length > 0 && (
        <details>
          <summary>{say.recent}</summary>
          <ol className="webhook-tries figures">
            {webhook.recent.map((tried) => (
              <li key={`${tried.atMs} ${tried.stream} ${tried.seq}`}>
                <span>{clockSecond(tried.atMs, language)}</span>
                <span className="grow">
                  <bdi>
                    {tried.type} · {tried.stream || say.shop} {tried.seq}
                  </bdi>
                </span>
                <span className={tried.failure === null ? 'taken' : 'not-taken'}>
                  {tried.failure ?? tried.status} · {say.took(tried.tookMs)}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
      <div className="card-acts">
        <Button look="line" busy={busy} onClick={() => void act(webhooks.switch(webhookId, !isOn))}>
          {isOn ? say.switchOff : say.switchOn}
        </Button>
        {isOn && (
          <Button look="line" onClick={() => setIsReplaying(true)}>
            {say.replay}
          </Button>
        )}
        {isRemoving ? (
          <>
            <Button look="primary" busy={busy} onClick={() => void act(webhooks.remove(webhookId))}>
              {say.removeSure}
            </Button>
            <Button onClick={() => setIsRemoving(false)}>{say.cancel}</Button>
          </>
        ) : (
          <Button onClick={() => setIsRemoving(true)}>{say.remove}</Button>
        )}
      </div>
      {isReplaying && (
        <ReplaySheet webhooks={webhooks} webhookId={webhookId} onClose={() => setIsReplaying(false)} />
      )}
    </li>
  );
}
