import type * as z from 'zod/mini';
import { type FieldRange, MAX_SAID_VALUE, MAX_SAID_WORDS } from '../../../shared/contract/any-request.ts';

/** The private definition of a zod schema, as far as it is read here. */
interface Def {
  type: string;
  shape?: Record<string, z.ZodMiniType>;
  element?: z.ZodMiniType;
  innerType?: z.ZodMiniType;
  in?: z.ZodMiniType;
  out?: z.ZodMiniType;
  options?: readonly z.ZodMiniType[];
  discriminator?: string;
  entries?: Record<string, string | number>;
  values?: readonly unknown[];
  valueType?: z.ZodMiniType;
  items?: readonly z.ZodMiniType[];
  checks?: readonly { _zod: { def: Check } }[];
}

interface Check {
  check: string;
  value?: number | bigint | Date;
  inclusive?: boolean;
  minimum?: number;
  maximum?: number;
  format?: string;
}

/**
 * Fields whose text may be repeated in a refusal. Any other text may be a secret or personal data, so the refusal gives
 * its range alone.
 */
const OPEN_TEXTS = new Set(['title', 'origin', 'category', 'sku', 'currency', 'timeZone', 'country', 'week']);

/** Issue codes that no range explains. */
const BEYOND_A_RANGE = new Set(['custom', 'invalid_format', 'unrecognized_keys', 'invalid_union']);

/** The part of a refusal about one field: its range, and the shortened value. */
export interface FieldFault {
  range?: FieldRange;
  value?: string;
}

/**
 * Describes what is wrong with one field.
 * @param schema of the whole message
 * @param message the whole message
 * @param issue zod's
 * @returns the range as two numbers or a few words; the value unless it may be private
 */
export function fieldFault(
  schema: z.ZodMiniType,
  message: unknown,
  issue: { code: string; path: readonly PropertyKey[] },
): FieldFault {
  if (issue.code === 'unrecognized_keys') return {};
  const place = placeOf(schema, message, issue.path);
  if (!place) return {};
  const range = BEYOND_A_RANGE.has(issue.code) ? null : rangeOf(place.schema);
  const value = isOpen(place.schema, issue.path) ? saidValue(place.value) : null;
  return { ...(range && { range }), ...(value !== null && { value }) };
}

/** The schema of the field at a path, and its value; null where the schema has no such path. */
function placeOf(
  schema: z.ZodMiniType,
  value: unknown,
  path: readonly PropertyKey[],
): { schema: z.ZodMiniType; value: unknown } | null {
  const [step, ...rest] = path;
  if (step === undefined) return { schema, value };
  const within = (next: z.ZodMiniType | undefined, below = value, way = path) =>
    next ? placeOf(next, below, way) : null;
  const def = defOf(schema);
  const inside =
    typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  switch (def.type) {
    case 'object':
      return within(def.shape?.[String(step)], inside, rest);
    case 'array':
      return within(def.element, inside, rest);
    case 'record':
      return within(def.valueType, inside, rest);
    case 'tuple':
      return within(def.items?.[Number(step)], inside, rest);
    case 'union': {
      const { discriminator } = def;
      if (discriminator === undefined) return null;
      const kind = (value as Record<string, unknown> | null)?.[discriminator];
      return within(
        def.options?.find((option) => wordsOf(defOf(option).shape?.[discriminator])?.includes(String(kind))),
      );
    }
    default:
      return within(def.innerType ?? def.in);
  }
}

function defOf(schema: z.ZodMiniType): Def {
  return schema._zod.def as unknown as Def;
}

/** The schema without its optional and nullable wrappers. */
function core(schema: z.ZodMiniType): z.ZodMiniType {
  const { innerType } = defOf(schema);
  return innerType ? core(innerType) : schema;
}

function rangeOf(schema: z.ZodMiniType): FieldRange | null {
  const form = core(schema);
  const def = defOf(form);
  switch (def.type) {
    case 'number': {
      const isWhole = checksOf(form).some(({ format }) => format !== undefined) || 'format' in def;
      return { of: isWhole ? 'whole' : 'number', ...boundsOf(form) };
    }
    case 'string':
    case 'pipe': {
      const bounds = boundsOf(form);
      return bounds.min === undefined && bounds.max === undefined ? null : { of: 'characters', ...bounds };
    }
    case 'array':
      return { of: 'entries', ...boundsOf(form) };
    case 'boolean':
      return { of: 'words', words: ['true', 'false'] };
    default: {
      const words = wordsOf(form);
      return words && words.length <= MAX_SAID_WORDS ? { of: 'words', words } : null;
    }
  }
}

function wordsOf(schema: z.ZodMiniType | undefined): string[] | null {
  if (!schema) return null;
  const { entries, values } = defOf(core(schema));
  if (entries) return Object.values(entries).map(String);
  return values ? values.map(String) : null;
}

/** The bounds of a schema; of one that transforms its text, the narrowest of before and after. */
function boundsOf(schema: z.ZodMiniType): { min?: number; max?: number } {
  let min: number | undefined;
  let max: number | undefined;
  for (const { check, value, inclusive, minimum, maximum } of checksOf(schema)) {
    // An exclusive bound has no clear sentence; no schema has one today.
    const bound = typeof value === 'number' && inclusive === true ? value : undefined;
    const low = check === 'greater_than' ? bound : minimum;
    const high = check === 'less_than' ? bound : maximum;
    if (low !== undefined) min = Math.max(low, min ?? low);
    if (high !== undefined) max = Math.min(high, max ?? high);
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function checksOf(schema: z.ZodMiniType): Check[] {
  const def = defOf(schema);
  const own = (def.checks ?? []).map(({ _zod }) => _zod.def);
  const turned = [def.in, def.out].flatMap((next) => (next ? checksOf(next) : []));
  return [...own, ...turned];
}

/** True if a field's value may be repeated: numbers, enum values, and the few texts that are public. */
function isOpen(schema: z.ZodMiniType, path: readonly PropertyKey[]): boolean {
  switch (defOf(core(schema)).type) {
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
      return true;
    case 'string':
    case 'pipe':
      return OPEN_TEXTS.has(String(path.at(-1)));
    default:
      return false;
  }
}

/** A value as JSON within the bound of a refusal, without characters that hide or reverse text. */
function saidValue(value: unknown): string | null {
  if (typeof value === 'string') return saidText(value);
  if (Object.is(value, -0)) return '-0';
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : null;
}

function saidText(text: string): string {
  // Room for the two quotes and the ellipsis.
  const room = MAX_SAID_VALUE - 3;
  let said = '';
  for (const character of text) {
    const next = plain(character);
    if (said.length + next.length > room) return `"${said}…"`;
    said += next;
  }
  return `"${said}"`;
}

function plain(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === ' ' || !/[\p{C}\p{Z}\p{M}]/u.test(character)) return character;
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
