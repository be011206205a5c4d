import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type Route, rawRoutes, routes } from '../../../shared/contract/http.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol.ts';
import { refusalSchema } from './refusal-schema.ts';

const PREFIX = '/api/v1';

/** The HTTP contract as OpenAPI 3.1, from the same schemas that judge every request. */
export function openApiDocument(): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const [operationId, route] of Object.entries<Route>(routes)) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(operationId, route) };
  }
  for (const [operationId, route] of Object.entries(rawRoutes)) {
    const path = openApiPath(route.path);
    const summary = `${route.about} ${whoMay(route.who)}`;
    const responses = { '200': { description: 'See the summary.' }, default: refused };
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: { operationId, summary, responses } };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Fairday over HTTP',
      version: String(PROTOCOL_VERSION),
      description:
        'Sign-in, catalogue, streams, order history and reports. Selling itself runs over sockets: see asyncapi.json. ' +
        'Guests and staff are known by cookies of this server; a request that changes something is JSON and comes from ' +
        'an origin of this server.',
    },
    paths,
    components: { schemas: { Refusal: refusalSchema } },
  });
}

const refused = {
  description: 'A typed refusal: its code and what is possible now.',
  content: { 'application/json': { schema: refusalSchema } },
};

function operation(operationId: string, route: Route): ZodOpenApiOperationObject {
  return {
    operationId,
    summary: `${route.about} ${whoMay(route.who)}`,
    ...(route.params || route.query
      ? {
          requestParams: {
            ...(route.params ? { path: route.params as never } : {}),
            ...(route.query ? { query: route.query as never } : {}),
          },
        }
      : {}),
    ...(route.body ? { requestBody: { content: { 'application/json': { schema: route.body } } } } : {}),
    responses: {
      '200': { description: 'Done.', content: { 'application/json': { schema: route.reply } } },
      default: refused,
    },
  };
}

function whoMay(who: Route['who']): string {
  return who === 'anyone' ? 'For anyone.' : `For ${who.join(', ')}.`;
}

/** `/insights/:slug` as OpenAPI writes it. */
function openApiPath(path: string): string {
  return PREFIX + path.replace(/:([a-z]+)/gi, '{$1}');
}
