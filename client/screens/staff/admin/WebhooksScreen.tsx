import { useState } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { webhookMessages } from '../../../i18n/webhooks.ts';
import { createWebhooksStore } from '../../../stores/webhooks-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { AddWebhookSheet } from './AddWebhookSheet.tsx';
import { OfficePage } from './OfficePage.tsx';
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
  const webhooks = useOwnStore(createWebhooksStore);
  const { value, reason } = useStore(webhooks.store);
  const [isAdding, setIsAdding] = useState(false);
  const add = (look: 'primary' | 'line') => (
    <Button look={look} onClick={() => setIsAdding(true)}>
      {say.add}
    </Button>
  );
  return (
    <OfficePage words={say} isThere={value !== null} reason={reason}>
      {value && (
        <>
          {value.length === 0 && <Empty says={say.none}>{add('primary')}</Empty>}
          <ul className="office-list">
            {value.map((webhook) => (
              <WebhookCard key={webhook.webhookId} webhooks={webhooks} webhook={webhook} />
            ))}
          </ul>
          {value.length > 0 && add('line')}
        </>
      )}
      {isAdding && <AddWebhookSheet webhooks={webhooks} onClose={() => setIsAdding(false)} />}
    </OfficePage>
  );
}
