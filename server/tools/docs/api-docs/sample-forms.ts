import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { countryCode } from '../../../../shared/values/country.ts';
import { history, id, itemNumber, seq, slug, unitCount, units } from '../../../../shared/values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../../../../shared/values/money.ts';
import { epochMs } from '../../../../shared/values/time.ts';
import { textOf } from './pattern-text.ts';
import type { Schema } from './schema-text.ts';

/** 20:03:12 on a market day, in the county's time. */
export const MOMENT_MS = Date.UTC(2026, 4, 9, 12, 3, 12);

/** What stands in a field of a named form, whatever it is called. */
const named = new Map<string, string | number>(
  (
    [
      [slug, 'potato-day-7f3a'],
      [history, 'k3m9x2pq'],
      [currencyCode, 'CNY'],
      [countryCode, 'CN'],
      [epochMs, MOMENT_MS],
      [moneyMinor, 1_990],
      [priceMinor, 1_990],
      [itemNumber, 7],
      [units, 2],
      [unitCount, 2],
      [seq, 1_204],
    ] as const
  ).map(([schema, value]) => [formOf(schema), value]),
);
const idForm = formOf(id);

/** Texts that a schema may take by its form: an id of its field, that of a named form, one that its pattern or length asks for. */
export function textsByForm(schema: $ZodType, name: string): string[] {
  const { pattern, format, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = jsonOf(schema);
  const form = formOf(schema);
  if (form === idForm) return [idOf(name)];
  const byName = named.get(form);
  if (typeof byName === 'string') return [byName];
  if (format === 'date-time') return [new Date(MOMENT_MS).toISOString()];
  const said = 'A market day'.slice(0, maxLength).padEnd(minLength, ' and another');
  return [
    ...(name.endsWith('Id') ? [idOf(name)] : []),
    said,
    ...(pattern === undefined ? [] : [textOf(new RegExp(pattern))]),
  ];
}

/** Numbers that a schema may take by its form; of others, a small one within its bounds. */
export function numbersByForm(schema: $ZodType): number[] {
  const byName = named.get(formOf(schema));
  if (typeof byName === 'number') return [byName];
  const { minimum, maximum, exclusiveMinimum } = jsonOf(schema);
  return [
    3,
    minimum,
    maximum,
    exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1,
    0.5,
    0,
  ].filter((value) => value !== undefined);
}

/** An id that tells its field from others: the same at every place that calls it so. */
function idOf(name: string): string {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) % 0xffff_ffff;
  return `0190a3f2-7c11-7000-8000-${hash.toString(16).padStart(12, '0')}`;
}

/** What a schema lets through, as a text to compare by: a schema that was given a title is another object. */
function formOf(schema: $ZodType): string {
  const { title: _, description: __, id: ___, ...form } = jsonOf(schema) as Schema & Record<string, unknown>;
  return JSON.stringify(form);
}

function jsonOf(schema: $ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
}
