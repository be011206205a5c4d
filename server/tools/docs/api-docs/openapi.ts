import * as z from 'zod/mini';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type Route, type RouteName, rawRoutes, routes } from '../../../../shared/contract/http.ts';
import { type OutsideEventName, outsideEvents } from '../../../../shared/contract/outside-event.ts';
import type { RawRoute } from '../../../../shared/contract/routes/route.ts';
import { PROTOCOL_VERSION } from '../../../../shared/protocol.ts';
import { answeredExamples, askedExamples, type Example, eventExample, refusalExamples } from './examples.ts';
import { namedSchemas } from './named-schemas.ts';
import { payPages } from './pay-pages.ts';
import { rawOperation, whoMay } from './raw-operation.ts';
import { refusalSchema } from './refusal-schema.ts';
import { refused, refusedResponse } from './refused.ts';
import { sampleOf } from './sample.ts';
import { securityOf, TAGS, tagOf } from './tags.ts';

const PREFIX = '/api/v1';

/** The HTTP contract as OpenAPI 3.1, from the same schemas that judge every request. */
export function openApiDocument(): object {
  const paths: ZodOpenApiPathsObject = {};
  const put = (path: string, method: Route['method'] | RawRoute['method'], made: object) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: made };
  };
  for (const [operationId, route] of Object.entries<Route>(routes))
    put(PREFIX + openApiPath(route.path), route.method, operation(operationId, route));
  for (const [operationId, route] of Object.entries<RawRoute>(rawRoutes))
    put(PREFIX + openApiPath(route.path), route.method, rawOperation(operationId, route));
  for (const [path, methods] of Object.entries(payPages)) paths[path] = methods;
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Fairday over HTTP',
      version: String(PROTOCOL_VERSION),
      description:
        'Sign-in, catalogue, streams, order history and reports. Selling itself runs over sockets: see asyncapi.json. ' +
        'A request that changes something is JSON. With a cookie it needs the header Origin with the market’s own ' +
        'address, which browsers send by themselves; without one it is refused with 403. Bodies come without ' +
        'Content-Encoding; a packed one is refused with 415. Examples show the form of a message, filled as on a market ' +
        'day; their sums need not fit.',
    },
    tags: TAGS.map(([name, description]) => ({ name, description })),
    paths,
    webhooks: outsideWebhooks(),
    components: {
      schemas: { ...namedSchemas, Refusal: refusalSchema },
      securitySchemes: {
        guestCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fairday_guest',
          description:
            'Who comes without one becomes a guest by the first answer. Over https it is called __Host-fairday_guest.',
        },
        staffCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fairday_staff',
          description:
            'From POST /api/v1/sign-in. Over https it is called __Host-fairday_staff. What changes something needs the ' +
            'header Origin with the market’s own address beside it.',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'For programs that keep no cookies: the token of POST /api/v1/guest, or the value of a session’s cookie.',
        },
      },
      responses: { Refused: refused },
      examples: refusalExamples(),
    },
  });
}

/** What is told outside (C2): each event as a body that is posted to an endpoint. */
function outsideWebhooks(): ZodOpenApiPathsObject {
  const headers = [
    ['webhook-id', 'Names the event: the same however often it comes.'],
    ['webhook-timestamp', 'When it was sent, in seconds since 1970.'],
    ['webhook-signature', 'v1 and the signature of id, timestamp and body (Standard Webhooks).'],
  ] as const;
  const parameters = headers.map(([name, description]) => ({
    name,
    in: 'header' as const,
    required: true,
    description,
    schema: { type: 'string' as const },
  }));
  return Object.fromEntries(
    (Object.keys(outsideEvents) as OutsideEventName[]).map((name) => {
      const { about, kind, data } = outsideEvents[name];
      const schema = z.strictObject({ type: z.literal(name), timestamp: z.iso.datetime(), data });
      return [
        name,
        {
          post: {
            operationId: `told ${name}`,
            summary: `${about} Kind: ${kind}.`,
            parameters,
            requestBody: { content: { 'application/json': { schema, example: eventExample(name) } } },
            responses: {
              '2XX': { description: 'Taken. Anything else, or nothing within 10 s: told again.' },
            },
          },
        },
      ];
    }),
  );
}

function operation(operationId: string, route: Route): ZodOpenApiOperationObject {
  const name = operationId as RouteName;
  return {
    operationId,
    tags: [tagOf(operationId)],
    security: securityOf(route.who),
    summary: `${route.about} ${whoMay(route.who)}`,
    description: `For instance \`${askedAt(name, route)}\``,
    ...(route.params || route.query
      ? {
          requestParams: {
            ...(route.params ? { path: route.params as never } : {}),
            ...(route.query ? { query: route.query as never } : {}),
          },
        }
      : {}),
    ...(route.body
      ? {
          requestBody: {
            content: {
              'application/json': {
                schema: route.body,
                examples: namedValues(askedExamples(name, route.body)),
              },
            },
          },
        }
      : {}),
    responses: {
      '200': {
        description: 'Done.',
        content: {
          'application/json': {
            schema: route.reply,
            examples: namedValues(answeredExamples(name, route.reply)),
          },
        },
      },
      default: refusedResponse,
    },
  };
}

/** How the route is asked by its address: the path with its names filled in, and the query. */
function askedAt(name: RouteName, route: Route): string {
  const params = route.params ? (sampleOf(route.params) as Record<string, unknown>) : {};
  const path = route.path.replace(/:([a-z]+)/gi, (_, field: string) => String(params[field]));
  const [query] = route.query ? askedExamples(name, route.query) : [];
  const search = new URLSearchParams(
    Object.entries((query?.value ?? {}) as Record<string, unknown>).map(([field, value]) => [
      field,
      String(value),
    ]),
  ).toString();
  return `${route.method} ${PREFIX}${path}${search && `?${search}`}`;
}

function namedValues(examples: readonly Example[]): Record<string, { value: unknown }> {
  return Object.fromEntries(examples.map(({ name, value }) => [name, { value }]));
}

/** `/insights/:slug` as OpenAPI writes it. */
function openApiPath(path: string): string {
  return path.replace(/:([a-z]+)/gi, '{$1}');
}
