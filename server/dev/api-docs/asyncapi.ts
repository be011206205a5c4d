import * as z from 'zod/mini';
import { consoleFrame, consoleRights } from '../../../shared/contract/console.ts';
import { consoleMediaView, mediaView } from '../../../shared/contract/media.ts';
import { privateView } from '../../../shared/contract/stream.ts';
import {
  type ConsoleCommand,
  consoleCommands,
  type LiveCommand,
  liveCommands,
  PROTOCOL_VERSION,
} from '../../../shared/protocol.ts';
import { answeredExamples, askedExamples, type Example, refusalExamples } from './examples.ts';
import { refusalSchema } from './refusal-schema.ts';

/** One changed entry of the live view: short tuples, values not differences. */
const change = {
  description:
    'A changed entry: ["t", stream] the stream; ["o", numbers] the order of the bag; ["p", [[number, sinceMs]]] the ' +
    'pins; ["c", number, card | null] a card [name, producer, origin, grams, picture, listPriceMinor, buyerLimit or 0]; ' +
    '["s", number, state, available, nextFreeAtMs or 0, flashLeft or -1] a shelf, state 0 IN_STOCK 1 LOW ' +
    '2 AWAITING_PAYMENT 3 ALL_HELD 4 SOLD_OUT 5 STOPPED 6 COMING, or ["s", number, null]; ["f", number, flash | null] a ' +
    'flash price [flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs]. null is a tombstone.',
  type: 'array',
};

const argument: Record<string, object> = {
  history: { type: 'string', description: 'The generation of the log, 8 characters.' },
  from: { type: 'integer' },
  to: { type: 'integer' },
  seq: { type: 'integer' },
  nowMs: { type: 'integer', description: 'The server’s clock, epoch ms.' },
  viewers: { type: 'integer', description: 'Distinct viewers now.' },
  digest: { type: 'string' },
  consumerId: { type: 'string' },
  layer: { type: ['integer', 'null'] },
  reason: { enum: ['SLOW_CONSUMER', 'SESSION_ENDED', 'HELLO_TIMEOUT', 'RATE_LIMITED', 'DRAIN'] },
  changes: { type: 'array', items: change },
};

/** What both namespaces tell about live video, besides what is on the air. */
const ofMedia = {
  layer: announcement(
    'The layer that flows of a source that this connection receives; null while none does.',
    ['consumerId', 'layer'],
  ),
  rejoin: announcement('The lines of this connection broke: begin again with media:capabilities.', []),
};

/** What the server tells, event by event, in the order of its arguments (see shared/protocol.ts). */
const announcements = {
  live: {
    s: announcement('Snapshot: forget the view and start here.', ['history', 'to', 'changes']),
    d: announcement('Frame: the changes of the view in (from, to].', ['history', 'from', 'to', 'changes']),
    h: announcement('Heartbeat, each second; 3 s without one and the view is stale.', [
      'history',
      'to',
      'nowMs',
      'viewers',
    ]),
    g: announcement('Digest of the view at a seq; who disagrees says hello with mismatch.', [
      'history',
      'seq',
      'digest',
    ]),
    media: announcement(
      'What is on the air, whole: at a hello if there is anything, and at every change.',
      ['media'],
      {
        media: json(mediaView),
      },
    ),
    ...ofMedia,
    me: announcement('The buyer’s own part: whole values, the highest seq wins.', ['view'], {
      view: json(privateView),
    }),
    bye: announcement('Why the server closes this connection.', ['reason']),
  },
  console: {
    c: announcement('The floor’s changes: whole values.', ['frame'], { frame: json(consoleFrame) }),
    rights: announcement(
      'What this person may do is another thing from now on, with the floor as they may see it; null: nothing any more.',
      ['rights'],
      { rights: json(z.nullable(consoleRights)) },
    ),
    media: announcement('What is on the air, by which device, and why there is no live video.', ['media'], {
      media: json(consoleMediaView),
    }),
    ...ofMedia,
    h: announcement('Heartbeat, each second; `trouble` is null, `storage_full` or `codes_guessed`.', [
      'history',
      'to',
      'nowMs',
      'viewers',
      'trouble',
    ]),
    bye: announcement('Why the server closes this connection.', ['reason']),
  },
};

/** The socket contract as AsyncAPI 3.0, from the same schemas that judge every message. */
export function asyncApiDocument(): object {
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
    channels: {
      live: channel('/live', 'Viewers.', liveCommands, announcements.live),
      console: channel(
        '/console',
        'Staff; the stream is the one of the hello.',
        consoleCommands,
        announcements.console,
      ),
    },
    operations: { ...operations('live', liveCommands), ...operations('console', consoleCommands) },
    components: {
      schemas: { refusal: json(refusalSchema) },
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
  events: Record<string, object>,
): object {
  const messages: Record<string, object> = { ...events };
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

function announcement(summary: string, names: string[], given: Record<string, object> = {}): object {
  const prefixItems = names.map((name) => ({ title: name, ...(given[name] ?? argument[name]) }));
  return { summary, payload: { type: 'array', prefixItems } };
}

function accepted(reply: z.ZodMiniType): object {
  return {
    allOf: [{ type: 'object', properties: { ok: { const: true } }, required: ['ok'] }, json(reply, true)],
  };
}

/** A schema as JSON Schema. A reply stands beside `ok`, so it is left open there. */
function json(schema: z.ZodMiniType, isOpen = false): object {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
  delete made.$schema;
  if (isOpen) delete made.additionalProperties;
  return made;
}
