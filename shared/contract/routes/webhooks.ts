import * as z from 'zod/mini';
import {
  factsPage,
  factsQuery,
  newWebhookReply,
  replayRequest,
  webhookParams,
  webhookRequest,
  webhookSwitch,
  webhookView,
} from '../webhook.ts';
import type { Route } from './route.ts';

const done = z.strictObject({ ok: z.literal(true) });

/** What is told to systems outside (C2). */
export const webhooksRoutes = {
  webhooks: {
    method: 'GET',
    path: '/webhooks',
    who: ['operator'],
    about: 'Who is told of what happens, and how it goes.',
    reply: z.strictObject({ webhooks: z.array(webhookView) }),
  },
  addWebhook: {
    method: 'POST',
    path: '/webhooks',
    who: ['operator'],
    about: 'Adds an endpoint: from now on it is told, signed, what happens. The secret is told this once.',
    body: webhookRequest,
    reply: newWebhookReply,
  },
  switchWebhook: {
    method: 'POST',
    path: '/webhooks/:webhookId/switch',
    who: ['operator'],
    about: 'Switches an endpoint off, or on again: then it is told what it has missed.',
    params: webhookParams,
    body: webhookSwitch,
    reply: webhookView,
  },
  replayWebhook: {
    method: 'POST',
    path: '/webhooks/:webhookId/replay',
    who: ['operator'],
    about: 'Delivers a stream’s events again from a place of its log on, in order.',
    params: webhookParams,
    body: replayRequest,
    reply: done,
  },
  removeWebhook: {
    method: 'DELETE',
    path: '/webhooks/:webhookId',
    who: ['operator'],
    about: 'Removes an endpoint and forgets how far it was told.',
    params: webhookParams,
    reply: done,
  },
  outsideFacts: {
    method: 'GET',
    path: '/facts',
    who: 'anyone',
    about:
      'The same events page by page, for who would rather ask. With the secret of an endpoint as a bearer token, for the kinds of that endpoint; or for an operator or analyst who is signed in.',
    query: factsQuery,
    reply: factsPage,
  },
} as const satisfies Record<string, Route>;
