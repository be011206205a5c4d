import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  answeredExamples,
  askedExamples,
  eventExample,
  refusalExamples,
} from '../../server/tools/docs/api-docs/examples.ts';
import { refusalSchema } from '../../server/tools/docs/api-docs/refusal-schema.ts';
import { sampleOf } from '../../server/tools/docs/api-docs/sample.ts';
import { builtDocs } from '../../server/tools/docs/write-docs.ts';
import { type Route, type RouteName, routes } from '../../shared/contract/http.ts';
import { type OutsideEventName, outsideEvent, outsideEvents } from '../../shared/contract/outside-event.ts';
import { refusalCodes } from '../../shared/contract/refusals.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';

const all = Object.entries<Route>(routes) as [RouteName, Route][];
const commands = Object.entries({ ...liveCommands, ...consoleCommands });

/** Every example is one that the server itself would take, and there is one at least. */
function hold(schema: z.ZodMiniType, examples: readonly { name: string; value: unknown }[]) {
  expect(examples.length).toBeGreaterThan(0);
  expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
  for (const { name, value } of examples) {
    expect({ name, issues: schema.safeParse(value).error?.issues ?? [] }).toEqual({ name, issues: [] });
  }
}

describe('every message of the documents has examples that its schema takes', () => {
  test.each(all)('HTTP %s', (name, route) => {
    if (route.body) hold(route.body, askedExamples(name, route.body));
    if (route.query) hold(route.query, askedExamples(name, route.query));
    hold(route.reply, answeredExamples(name, route.reply));
  });

  test.each(commands)('socket %s', (name, { request, reply }) => {
    hold(request, askedExamples(name as 'order:place', request));
    hold(reply, answeredExamples(name as 'order:place', reply));
  });

  test('each refusal of the closed list', () => {
    const examples = refusalExamples();
    expect(Object.keys(examples)).toEqual(refusalCodes);
    for (const { value } of Object.values(examples)) {
      expect(refusalSchema.safeParse(value)).toMatchObject({ success: true });
    }
  });

  test('[C2] each event that is told outside', () => {
    for (const name of Object.keys(outsideEvents) as OutsideEventName[]) {
      expect([name, outsideEvent.safeParse(eventExample(name)).success]).toEqual([name, true]);
    }
  });
});

test('a list that wants several texts has different ones, and ids or words as often as it wants', () => {
  const wants = (entry: z.ZodMiniType) => sampleOf(z.array(entry).check(z.minLength(2)), 'choices');
  expect(new Set(wants(z.string()) as string[]).size).toBe(2);
  expect(wants(z.enum(['one', 'two']))).toEqual(['one', 'one']);
});

test('the documents carry them: no operation and no message without', () => {
  const openapi = JSON.parse(builtDocs()['openapi.json']!) as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
    webhooks: Record<string, { post: { requestBody: { content: Record<string, { example?: unknown }> } } }>;
  };
  const operations = Object.values(openapi.paths).flatMap((path) => Object.values(path));
  const json = operations.filter(({ operationId }) => operationId in routes);
  expect(json).toHaveLength(all.length);
  for (const { responses } of json) expect(JSON.stringify(responses['200'])).toContain('"examples"');
  expect(Object.keys(openapi.webhooks)).toEqual(Object.keys(outsideEvents));
  for (const { post } of Object.values(openapi.webhooks)) {
    expect(post.requestBody.content['application/json']!.example).toBeDefined();
  }
  const asyncapi = JSON.parse(builtDocs()['asyncapi.json']!) as {
    channels: Record<'live' | 'console', { messages: Record<string, { examples?: unknown[] }> }>;
  };
  for (const [channel, spoken] of [
    ['live', liveCommands],
    ['console', consoleCommands],
  ] as const) {
    const { messages } = asyncapi.channels[channel];
    for (const name of Object.keys(spoken)) {
      expect([name, messages[name]?.examples?.length]).not.toEqual([name, 0]);
      expect(messages[`${name}.ack`]?.examples?.length).toBeGreaterThan(0);
    }
  }
});
