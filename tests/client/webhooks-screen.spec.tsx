import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { WebhooksScreen } from '../../client/screens/staff/admin/WebhooksScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { WebhookView } from '../../shared/contract/webhook.ts';
import { webhooks } from './desk-harness/webhooks.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

function show(list: WebhookView[]) {
  const asked: [string, unknown][] = [];
  const note = (name: string, answer: unknown) => (input: unknown) => {
    asked.push([name, input]);
    return answer as never;
  };
  const world = deskWorld(fakeConsole(), {
    webhooks: () => ({ webhooks: list }),
    addWebhook: note('add', { webhook: webhooks[0], secret: 'whsec_ZXhhbXBsZQ==' }),
    removeWebhook: note('remove', { ok: true }),
    replayWebhook: note('replay', { ok: true }),
  });
  render(
    <WorldContext value={world}>
      <WebhooksScreen />
    </WorldContext>,
  );
  return asked;
}
const tap = (name: string) => userEvent.click(screen.getByRole('button', { name }));

test('[C2] each endpoint says what it is told, how that goes, and why it is off', async () => {
  show(webhooks);
  const cards = await screen.findAllByRole('listitem');
  const text = cards.map((card) => card.textContent).join(' | ');
  expect(text).toContain('12,480 delivered · 3 failed attempts');
  expect(text).toContain('Failing since');
  expect(text).toContain('Turned off automatically: it accepted nothing for three days. Off since');
  expect(text).toContain('Added by Chen Yu, ');
  expect(screen.getByRole('button', { name: 'Turn on and send what it missed' })).toBeEnabled();
});

test('[C2] the secret of a new endpoint is shown once; without an address nothing is sent', async () => {
  const asked = show([]);
  await screen.findByText('No endpoints yet.');
  await tap('Add endpoint');
  await tap('Add');
  expect(screen.getByRole('alert')).toHaveTextContent('https address');
  expect(asked).toEqual([]);
  await userEvent.type(screen.getByLabelText('URL'), 'https://shop.example/hook');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Streams' }));
  await tap('Add');
  expect(await screen.findByLabelText('Secret')).toHaveValue('whsec_ZXhhbXBsZQ==');
  expect(asked).toEqual([
    ['add', { body: { url: 'https://shop.example/hook', kinds: ['order', 'stream'] } }],
  ]);
  await tap('Done');
  expect(screen.queryByLabelText('Secret')).toBeNull();
});

test('[C2] removing takes two taps, telling again a stream and a place', async () => {
  const asked = show([webhooks[0]!]);
  const card = await screen.findByRole('heading', { level: 2 });
  expect(within(card).getByText(/erp\.county-warehouse/)).toBeInTheDocument();
  await tap('Remove');
  expect(asked).toEqual([]);
  await tap('Remove permanently');
  await tap('Resend a stream');
  await userEvent.type(screen.getByLabelText('Stream'), 'potato-day');
  await tap('Resend');
  await screen.findByText('Resending.');
  const { webhookId } = webhooks[0]!;
  expect(asked).toEqual([
    ['remove', { params: { webhookId } }],
    ['replay', { params: { webhookId }, body: { stream: 'potato-day', fromSeq: 1 } }],
  ]);
});
