import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { safeParse } from 'zod/v4/core';
import { numbersByForm, textsByForm } from './sample-forms.ts';
import { numbersByName, textsByName } from './sample-words.ts';

/** Objects in objects in … deeper than any contract of ours. */
const DEEPEST = 20;
/** The most entries that a list of ours asks for. */
const MOST_IN_LIST = 8;

/**
 * An example that a schema takes: each field by its form, or as people would fill it where sample-words.ts knows its name.
 * Optional fields are there, so that a reader sees them. Throws if nothing fits, as where a refinement asks for what no form
 * says: then a word for it is missing in sample-words.ts.
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
      const one = inner(def.element);
      // As few as its schema wants; one whose parts are told one by one has none.
      const lists = Array.from({ length: MOST_IN_LIST }, (_, n) => [
        told(one, n + 1),
        Array(n + 1).fill(one),
      ]);
      return firstFitting(schema, [...lists.flat(), []], name);
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
      return firstFitting(schema, [def.in, def.out].filter(isSaid).map(inner), name);
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[0];
    case 'boolean':
      return !/^(late|replay|more|isDirty|is(Paused|Late|Rehearsal|Perishable))/.test(name);
    case 'string':
      return firstFitting(schema, [...textsByName(name), ...textsByForm(schema, name)], name);
    case 'number':
      return firstFitting(schema, [...numbersByName(name), ...numbersByForm(schema)], name);
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

/** So many entries like one: texts are told apart, as nobody lists the same twice. */
function told(one: unknown, count: number): unknown[] {
  return Array.from({ length: count }, (_, n) =>
    typeof one === 'string' && n > 0 ? `${one} ${n + 1}` : one,
  );
}

/** A transformation has nothing to say of itself. */
function isSaid(schema: $ZodType): boolean {
  return (schema as $ZodTypes)._zod.def.type !== 'transform';
}

function fits(schema: $ZodType, value: unknown): boolean {
  return safeParse(schema, value).success;
}
