import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { RawRoute, Route } from '../../../../shared/contract/routes/route.ts';
import { refusedResponse } from './refused.ts';
import { securityOf, tagOf } from './tags.ts';

/** A route whose body or answer is not JSON: its media types, its names in the path and fields of the query. */
export function rawOperation(operationId: string, route: RawRoute): ZodOpenApiOperationObject {
  const { about, who, takes, gives, status = 200, query = {} } = route;
  const bytes = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, {}]));
  const text = { type: 'string' as const };
  return {
    operationId,
    tags: [tagOf(operationId)],
    security: securityOf(who),
    summary: `${about} ${whoMay(who)}`,
    parameters: [
      ...[...route.path.matchAll(/:([a-z]+)/gi)].map(([, name]) => ({
        name: name!,
        in: 'path' as const,
        required: true,
        schema: text,
      })),
      ...Object.entries(query).map(([name, times]) => ({
        name,
        in: 'query' as const,
        schema: times === 'many' ? { type: 'array' as const, items: text } : text,
      })),
    ],
    ...(takes ? { requestBody: { required: true, content: bytes(takes) } } : {}),
    responses: {
      [`${status}`]: { description: 'Done.', ...(gives.length > 0 ? { content: bytes(gives) } : {}) },
      default: refusedResponse,
    },
  };
}

export function whoMay(who: Route['who']): string {
  return who === 'anyone' ? 'For anyone.' : `For ${who.join(', ')}.`;
}
