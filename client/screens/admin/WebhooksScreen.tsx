import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../shared/contract/answer.ts';
import { useMessages } from '../../i18n/language.ts';
import { webhookMessages } from '../../i18n/webhooks.ts';
import { createWebhooksStore } from '../../stores/webhooks-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { PageHead } from '../PageHead.tsx';
import { AddWebhookSheet } from './AddWebhookSheet.tsx';
import { WebhookCard } from './WebhookCard.tsx';
import '../console/console.css';
import './admin.css';

/** Who is told outside, and how it goes (C2). */
export function WebhooksScreen() {
  return (
    <StaffOnly>
      <Webhooks />
    </StaffOnly>
  );
}

function Webhooks() {
  const say = useMessages(webhookMessages);
  const sentence = useHostSentence('CNY');
  const webhooks = useOwnStore(createWebhooksStore);
  const { value, reason } = useStore(webhooks.store);
  const [isAdding, setIsAdding] = useState(false);
  const words = (why: Reason) => (why.code === 'FORBIDDEN' ? say.notYours : sentence(why));
  return (
    <main className="page admin">
      <PageHead title={say.title} />
      <p className="soft">{say.about}</p>
      {reason && <Notice tone="fault">{words(reason)}</Notice>}
      {!value && !reason && <Bones count={6} />}
      {value && (
        <>
          {value.length === 0 && <p>{say.none}</p>}
          <ul className="office-list">
            {value.map((webhook) => (
              <WebhookCard key={webhook.webhookId} webhooks={webhooks} webhook={webhook} />
            ))}
          </ul>
          <Button look={value.length === 0 ? 'primary' : 'line'} onClick={() => setIsAdding(true)}>
            {say.add}
          </Button>
        </>
      )}
      {isAdding && <AddWebhookSheet webhooks={webhooks} onClose={() => setIsAdding(false)} />}
    </main>
  );
}
