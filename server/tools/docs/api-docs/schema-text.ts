import * as z from 'zod/mini';
import { history, id, slug } from '../../../../shared/values/ids.ts';

/** The members of JSON Schema that our contract comes out as. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema | boolean;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  title?: string;
  description?: string;
}

/** Bounds that say no more than "a whole number". */
const UNBOUNDED = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
const STEP = '  ';
/** Forms that stand in every other line, by their pattern. */
const FORMS = new Map(
  [
    [id, 'uuid'],
    [slug, 'slug'],
    [history, 'history'],
    [z.iso.datetime(), 'time'],
  ].map(([schema, name]) => [(z.toJSONSchema(schema as z.ZodMiniType) as Schema).pattern, name as string]),
);

/**
 * A schema in a few words, as a type is written: one field a line, so that a change of the wire is a line of a review.
 * @param indent what stands before the lines after the first
 */
export function schemaText(schema: Schema, indent = ''): string {
  const { $ref, anyOf, oneOf, allOf, prefixItems, properties } = schema;
  if ($ref) return $ref.slice($ref.lastIndexOf('/') + 1);
  const forms = anyOf ?? oneOf;
  if (forms) return forms.map((form) => schemaText(form, indent)).join(' | ');
  if (allOf) return allOf.map((part) => (isOk(part) ? 'ok' : schemaText(part, indent))).join(' & ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (prefixItems) return tuple(prefixItems, schema.minItems ?? prefixItems.length, indent);
  if (schema.type === 'array') return list(schema, indent);
  if (properties) return object(schema, indent);
  if (schema.type === 'object') return record(schema, indent);
  return scalar(schema);
}

/** The first part of every answer. */
function isOk({ properties = {} }: Schema): boolean {
  return Object.keys(properties).join() === 'ok';
}

function object({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const names = Object.keys(properties);
  if (names.length === 0) return '{}';
  const inner = indent + STEP;
  const fields = names.map((name) => {
    const mark = required.includes(name) ? '' : '?';
    return `${inner}${name}${mark}: ${schemaText(properties[name]!, inner)}`;
  });
  const rest = additionalProperties === false ? [] : [`${inner}…`];
  return ['{', ...fields, ...rest, `${indent}}`].join('\n');
}

function record({ propertyNames, additionalProperties }: Schema, indent: string): string {
  if (typeof additionalProperties !== 'object') return 'object';
  return `{[${propertyNames ? schemaText(propertyNames) : 'string'}]: ${schemaText(additionalProperties, indent)}}`;
}

function list({ items, minItems, maxItems }: Schema, indent: string): string {
  const member = typeof items === 'object' ? schemaText(items, indent) : 'any';
  const wrapped = member.includes(' | ') && !member.startsWith('{') ? `(${member})` : member;
  return `${wrapped}[]${within(minItems, maxItems)}`;
}

function tuple(parts: readonly Schema[], least: number, indent: string): string {
  const said = parts.map((part, at) => {
    const mark = at < least ? '' : '?';
    return `${part.title ? `${part.title}${mark}: ` : ''}${schemaText(part, indent)}`;
  });
  return `[${said.join(', ')}]`;
}

function scalar(schema: Schema): string {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const type0 = Array.isArray(type) ? type.join(' | ') : type;
  if (type0 === 'integer' || type0 === 'number') {
    const low = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
    const high = maximum ?? (exclusiveMaximum === undefined ? undefined : exclusiveMaximum - 1);
    return (type0 === 'integer' ? 'int' : 'number') + within(bound(low), bound(high));
  }
  if (type0 === 'string') {
    const { pattern, format, minLength, maxLength } = schema;
    const known = FORMS.get(pattern);
    if (known) return known;
    const form = pattern ? ` /${pattern}/` : format ? ` ${format}` : '';
    return `string${within(minLength, maxLength)}${form}`;
  }
  return type0 ?? 'any';
}

function bound(value: number | undefined): number | undefined {
  return value === undefined || UNBOUNDED.includes(value) ? undefined : value;
}

function within(low: number | undefined, high: number | undefined): string {
  return low === undefined && high === undefined ? '' : `(${low ?? ''}..${high ?? ''})`;
}
