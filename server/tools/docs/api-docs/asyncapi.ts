import * as z from 'zod/mini';
import { consoleAnnouncements, liveAnnouncements } from '../../../../shared/contract/announcements.ts';
import {
  type ConsoleCommand,
  consoleCommands,
  type LiveCommand,
  liveCommands,
  PROTOCOL_VERSION,
} from '../../../../shared/protocol.ts';
import { answeredExamples, askedExamples, type Example, refusalExamples } from './examples.ts';
import { namedSchemas } from './named-schemas.ts';
import { refusalSchema } from './refusal-schema.ts';

/** The socket contract as AsyncAPI 3.0, from the same schemas that judge every message. */
export function asyncApiDocument(): object {
  const channels = {
    live: channel('/live', 'Viewers, with the token of a guest.', liveCommands, liveAnnouncements),
    console: channel(
      '/console',
      'Staff, with their session; the stream is the one of the hello.',
      consoleCommands,
      consoleAnnouncements,
    ),
  };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Fairday over sockets',
      version: String(PROTOCOL_VERSION),
      description:
        'Socket.IO 4 over WebSocket. A command is an event with one JSON argument and an ack: {ok: true, …reply} or a ' +
        'typed refusal. A command that changes something carries a key (UUIDv7) made before its first try: repeated, ' +
        'it gets the first answer. A frame is applied if from ≤ seq < to, ignored if to ≤ seq; on a gap or another ' +
        'history say hello again. Examples show the form of a message; every refusal has one in components.messages.refused.',
    },
    servers: {
      market: {
        host: '{host}',
        pathname: '/socket.io/',
        protocol: 'wss',
        description:
          'Socket.IO 4 (Engine.IO 4), over WebSocket alone: transports: ["websocket"]. The address of a channel is its ' +
          'namespace. Where the market is served by plain http, the protocol is ws.',
        variables: { host: { default: 'market.example', description: 'Host and port of the market.' } },
      },
    },
    channels,
    operations: { ...operations('live', liveCommands), ...operations('console', consoleCommands) },
    components: {
      schemas: { ...referredTo(channels), refusal: json(refusalSchema) },
      securitySchemes: {
        guest: {
          type: 'apiKey',
          in: 'user',
          description:
            'The token of a guest (POST /api/v1/guest), in the field `token` of what Socket.IO sends as auth: ' +
            '{"token": "…"}. A browser may leave it out and send the cookie fairday_guest instead.',
        },
        staff: {
          type: 'apiKey',
          in: 'user',
          description:
            'The cookie fairday_staff of a session (POST /api/v1/sign-in; over https it is called __Host-fairday_staff), ' +
            'or its value in the field `token` of auth. With a cookie the handshake needs the header Origin with the ' +
            'market’s own address, which browsers send by themselves.',
        },
      },
      messages: {
        refused: {
          summary: 'Every refusal that there is, each with an example.',
          payload: { $ref: '#/components/schemas/refusal' },
          examples: Object.entries(refusalExamples()).map(([name, { value }]) => ({ name, payload: value })),
        },
      },
    },
  };
}

type AnyCommand = LiveCommand | ConsoleCommand;

function asExample({ name, value }: Example): { name: string; payload: unknown } {
  return { name, payload: value };
}

type Commands = Record<string, { about: string; request: z.ZodMiniType; reply: z.ZodMiniType }>;

function channel(
  address: string,
  description: string,
  commands: Commands,
  events: Record<string, { about: string; arguments: z.ZodMiniType }>,
): object {
  const messages: Record<string, object> = {};
  for (const [name, event] of Object.entries(events)) {
    messages[name] = { summary: event.about, payload: json(event.arguments) };
  }
  for (const [name, { about, request, reply }] of Object.entries(commands)) {
    messages[name] = {
      summary: about,
      payload: json(request),
      examples: askedExamples(name as AnyCommand, request).map(asExample),
    };
    const answers = answeredExamples(name as AnyCommand, reply).map(({ name: form, value }) => ({
      name: form,
      value: { ok: true, ...(value as object) },
    }));
    messages[`${name}.ack`] = {
      summary: `The answer to ${name}.`,
      payload: { oneOf: [accepted(reply), { $ref: '#/components/schemas/refusal' }] },
      examples: answers.map(asExample),
    };
  }
  return { address, description, messages };
}

function operations(channelName: string, commands: Commands): Record<string, object> {
  const $ref = (message: string) => ({
    $ref: `#/channels/${channelName}/messages/${message.replaceAll('/', '~1')}`,
  });
  return Object.fromEntries(
    Object.keys(commands).map((name) => [
      `${channelName}.${name}`,
      {
        action: 'receive',
        channel: { $ref: `#/channels/${channelName}` },
        messages: [$ref(name)],
        reply: { messages: [$ref(`${name}.ack`)] },
      },
    ]),
  );
}

function accepted(reply: z.ZodMiniType): object {
  return {
    allOf: [{ type: 'object', properties: { ok: { const: true } }, required: ['ok'] }, json(reply, true)],
  };
}

/** A schema as JSON Schema. A reply stands beside `ok`, so it is left open there. */
function json(schema: z.ZodMiniType, isOpen = false): object {
  const { $schema: _, $defs: __, ...made } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  if (isOpen) delete made.additionalProperties;
  return referring(made) as object;
}

/** The named schemas that a part of the document refers to, and those that they refer to, each whole. */
function referredTo(part: unknown, known: Record<string, unknown> = {}): Record<string, unknown> {
  for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    const schema = namedSchemas[name!];
    if (!schema || name! in known) continue;
    // Inside of another it is a definition; at the top it would only be a reference to itself.
    const { $defs } = z.toJSONSchema(z.tuple([schema]), { io: 'input', unrepresentable: 'any' });
    known[name!] = referring($defs?.[name!]);
    referredTo(known[name!], known);
  }
  return known;
}

/** References to definitions of a schema's own, as references to the components. */
function referring(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/');
  if (Array.isArray(value)) return value.map(referring);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, referring(held)]));
}
