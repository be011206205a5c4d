import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { safeParse } from 'zod/v4/core';
import { textsFor, wholeNumbersFor } from './sample-words.ts';

/** Objects in objects in … deeper than any contract of ours. */
const DEEPEST = 12;

/**
 * An example that a schema takes: each field as a market would fill it, by its name and by what the schema lets through.
 * Optional fields are there, so that a reader sees them. Throws if no text or number that is known here fits: then a
 * word for it is missing in sample-words.ts.
 * @param name the field that it is for
 */
export function sampleOf(schema: $ZodType, name = '', depth = 0): unknown {
  if (depth > DEEPEST) throw new Error(`The schema of ${name} has no end.`);
  const { def } = (schema as $ZodTypes)._zod;
  const inner = (type: $ZodType) => sampleOf(type, name, depth + 1);
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([field, type]) => [field, sampleOf(type, field, depth + 1)]),
      );
    case 'array': {
      const one = [inner(def.element)];
      // A list whose parts are told one by one has as many as its schema wants.
      return fits(schema, one) ? one : [];
    }
    case 'tuple':
      return def.items.map(inner);
    case 'record':
      return { [String(sampleOf(def.keyType, `${name} key`, depth + 1))]: inner(def.valueType) };
    case 'union':
      return firstFitting(schema, def.options.map(inner), name);
    case 'nullable':
    case 'optional':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'nonoptional':
      return inner(def.innerType);
    case 'pipe':
      return inner(def.in);
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[0];
    case 'boolean':
      return !/^(late|replay|more|isDirty|is(Paused|Late|Rehearsal|Perishable))/.test(name);
    case 'string':
      return firstFitting(schema, textsFor(name), name);
    case 'number':
      return firstFitting(schema, wholeNumbersFor(name), name);
    case 'unknown':
    case 'any':
      return {};
    case 'null':
      return null;
    default:
      throw new Error(`No example is known for ${def.type}, as ${name} is.`);
  }
}

/** An example of each form that a schema may have: a union’s options one by one, else one. */
export function samplesOf(schema: $ZodType): unknown[] {
  const { def } = (schema as $ZodTypes)._zod;
  return def.type === 'union' ? def.options.flatMap(samplesOf) : [sampleOf(schema)];
}

function firstFitting(schema: $ZodType, candidates: readonly unknown[], name: string): unknown {
  const found = candidates.find((candidate) => fits(schema, candidate));
  if (found === undefined) throw new Error(`No example is known for ${name}: add one to sample-words.ts.`);
  return found;
}

function fits(schema: $ZodType, value: unknown): boolean {
  return safeParse(schema, value).success;
}
