import { asyncApiDocument } from './asyncapi.ts';
import { openApiDocument } from './openapi.ts';
import { type Schema, schemaText } from './schema-text.ts';
import { wrapped } from './wrapped.ts';

interface Media {
  content?: Record<string, { schema?: Schema }>;
}
interface Operation {
  operationId: string;
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: Media;
  responses: Record<string, Media>;
}
interface OpenApi {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: { schemas: Record<string, Schema> };
}
interface AsyncApi {
  channels: Record<string, { address: string; messages: Record<string, { payload: Schema }> }>;
  components: { schemas: Record<string, Schema> };
}

/**
 * The whole contract in short: every route, command, announcement, event and refusal, one field a line. The long documents
 * are made from it by the build; this one is kept, so that a change of the wire is seen in review.
 */
export function contractText(): string {
  const openapi = openApiDocument() as OpenApi;
  const asyncapi = asyncApiDocument() as AsyncApi;
  const { Refusal, ...types } = { ...openapi.components.schemas, ...asyncapi.components.schemas };
  const parts = [
    `Fairday's wire, protocol ${openapi.info.version}. Written by \`npm run docs\` from shared/contract/ and shared/market/; not to be edited.`,
    'name?: may be absent. int(1..9): bounds, both included. time: ISO 8601, UTC. … : others may be there, to be ignored.',
    ...section('HTTP', httpRoutes(openapi)),
    ...section('Sockets', socketMessages(asyncapi)),
    ...section(
      'Told outside (webhooks and the feed)',
      Object.entries(openapi.webhooks).map(([name, { post }]) => `${name} ${bodyOf(post.requestBody)}`),
    ),
    ...section(
      'Refusals',
      (Refusal!.anyOf ?? Refusal!.oneOf ?? []).map((form) => schemaText(form)),
    ),
    ...section(
      'Types',
      typesText(types, (name) => name !== 'refusal' && !isSameAsAsked(name, types), formsText),
    ),
  ];
  return `${wrapped(parts.join('\n'))}\n`;
}

/**
 * What is said over the sockets, and every type that it names: what a page that is open already depends on, frame by frame.
 * Without the number, so that it can be told whether one number stands for one wire.
 */
export function socketsText(): string {
  const asyncapi = asyncApiDocument() as AsyncApi;
  return [...socketMessages(asyncapi), ...typesText(asyncapi.components.schemas, () => true)].join('\n');
}

function socketMessages({ channels }: AsyncApi): string[] {
  return Object.values(channels).flatMap(({ address, messages }) =>
    Object.entries(messages).map(([name, { payload }]) => `${address} ${name} ${schemaText(payload)}`),
  );
}

function typesText(
  types: Readonly<Record<string, Schema>>,
  isTold: (name: string) => boolean,
  textOf: (type: Schema) => string = schemaText,
): string[] {
  return Object.keys(types)
    .filter(isTold)
    .sort()
    .map((name) => `${name} ${textOf(types[name]!)}`);
}

/** A type; of one whose forms are explained, each form on a line for itself below its words. */
function formsText(type: Schema): string {
  const forms = type.anyOf ?? type.oneOf ?? [];
  if (!forms.some(({ description }) => description)) return schemaText(type);
  const told = forms.flatMap((form) => [
    ...(form.description ? [`  # ${form.description}`] : []),
    `  | ${schemaText(form, '    ')}`,
  ]);
  return ['one of', ...told].join('\n');
}

/** OpenAPI tells what is answered apart from what is asked, even where the two are one. */
function isSameAsAsked(name: string, types: Readonly<Record<string, Schema>>): boolean {
  const asked = types[name.replace(/Output$/, '')];
  return name.endsWith('Output') && !!asked && schemaText(asked) === schemaText(types[name]!);
}

function section(title: string, entries: readonly string[]): string[] {
  return ['', `# ${title}`, '', ...entries];
}

function httpRoutes({ paths }: OpenApi): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const { parameters = [], requestBody, responses, security = [] } = operation;
      const who = security.some((way) => 'staffCookie' in way) ? ' (staff)' : '';
      const query = parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, required, schema }) => `${name}${required ? '' : '?'}: ${schemaText(schema)}`);
      return [
        `${method.toUpperCase()} ${path}${who}`,
        ...(query.length > 0 ? [`  query ${query.join(', ')}`] : []),
        ...(requestBody ? [`  body ${bodyOf(requestBody)}`] : []),
        ...Object.entries(responses)
          .filter(([status]) => status !== 'default')
          .map(([status, media]) => `  ${status} ${bodyOf(media)}`.trimEnd()),
      ];
    }),
  );
}

function bodyOf({ content = {} }: Media = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => (schema ? schemaText(schema, '  ') : type))
    .join(' | ');
}
