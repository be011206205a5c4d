import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { refusedResponse } from './refused.ts';

/** The practice provider's own pages, which belong to no version of the API: who has an order's address may pay it. */
export const payPages: ZodOpenApiPathsObject = {
  '/pay/{orderId}': {
    get: {
      operationId: 'payPage',
      tags: ['account'],
      summary:
        'The practice payment page of an order (HTML), while PRACTICE_PAYMENTS lets one pay. For anyone.',
      parameters: [
        { name: 'orderId', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'lang', in: 'query', schema: { type: 'string', enum: ['en', 'zh'] } },
      ],
      responses: {
        '200': { description: 'The page.', content: { 'text/html': {} } },
        '404': { description: 'No such order, or nothing to pay online.', content: { 'text/html': {} } },
      },
    },
    post: {
      operationId: 'payChoice',
      tags: ['account'],
      summary: 'Chooses how the practice payment goes out; a signed notice follows. For anyone.',
      parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', properties: { choice: { type: 'string' } }, required: ['choice'] },
          },
        },
      },
      responses: {
        '303': {
          description:
            'Back to the order’s page, or to this one for another choice, or since the order is paid already.',
        },
        default: refusedResponse,
      },
    },
  },
};
