import { refusalCodes } from '../../../../shared/contract/refusals.ts';
import { refusalSchema } from './refusal-schema.ts';

/** What any route may answer instead, once in the components. */
export const refused = {
  description:
    'A typed refusal: its code and what is possible now. Which codes there are, each with an example: all of them stand here, whatever the route. RATE_LIMITED is 429; BUSY and UNAVAILABLE are 503.',
  headers: {
    'Retry-After': {
      description:
        'With RATE_LIMITED, BUSY and UNAVAILABLE: when to come again, in whole seconds, at least one.',
      schema: { type: 'integer' as const, minimum: 1 },
    },
  },
  content: {
    'application/json': {
      schema: refusalSchema,
      examples: Object.fromEntries(
        refusalCodes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
      ),
    },
  },
};

/** …and how an operation refers to it. */
export const refusedResponse = { $ref: '#/components/responses/Refused' };
