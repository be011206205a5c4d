import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parse } from '../../server/gateway/faults/parse.ts';
import { MAX_SAID_VALUE } from '../../shared/contract/any-request.ts';
import { routes } from '../../shared/contract/http.ts';
import { refusalSchemas } from '../../shared/contract/refusals.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';
import { units } from '../../shared/values/ids.ts';
import { line } from '../../shared/values/text.ts';

const refusal = (schema: z.ZodMiniType, value: unknown) => {
  const parsed = parse(schema, value);
  return parsed.ok ? null : parsed.refusal;
};
const of = (field: z.ZodMiniType, value: unknown) => refusal(z.strictObject({ field }), { field: value });

describe('a refusal of a field says what may stand there, and what stood there', () => {
  test.each([
    [units, 120, { of: 'whole', min: 1, max: 99 }, '120'],
    [units, 0, { of: 'whole', min: 1, max: 99 }, '0'],
    [units, -0, { of: 'whole', min: 1, max: 99 }, '-0'],
    [units, 1.5, { of: 'whole', min: 1, max: 99 }, '1.5'],
    [units, 1e21, { of: 'whole', min: 1, max: 99 }, '1e+21'],
    [units, '1', { of: 'whole', min: 1, max: 99 }, '"1"'],
    [units, null, { of: 'whole', min: 1, max: 99 }, 'null'],
    [z.optional(z.nullable(units)), 100, { of: 'whole', min: 1, max: 99 }, '100'],
    [z.int(), 0.5, { of: 'whole' }, '0.5'],
    [z.enum(['list', 'off']), 'none', { of: 'words', words: ['list', 'off'] }, '"none"'],
    [z.boolean(), 'yes', { of: 'words', words: ['true', 'false'] }, '"yes"'],
  ])('case %#', (field, value, range, said) => {
    expect(of(field, value)).toEqual({ code: 'BAD_REQUEST', field: 'field', range, value: said });
  });

  test('of a text whose length is wrong the length; of one that is no plain text nothing', () => {
    const schema = z.strictObject({ title: line(5) });
    expect(refusal(schema, { title: 'Potato day' })).toEqual({
      code: 'BAD_REQUEST',
      field: 'title',
      range: { of: 'characters', min: 1, max: 5 },
      value: '"Potato day"',
    });
    expect(refusal(schema, { title: 'a\u202eb' })).toEqual({
      code: 'BAD_REQUEST',
      field: 'title',
      value: '"a\\u{202e}b"',
    });
  });

  test('of a list how many may stand in it; where there is nothing, only what may', () => {
    const list = z.array(units).check(z.maxLength(2));
    const tooMany = { code: 'BAD_REQUEST', field: 'field', range: { of: 'entries', max: 2 } };
    expect(of(list, [1, 2, 3])).toEqual(tooMany);
    expect(of(list, [1, 100])).toEqual({
      code: 'BAD_REQUEST',
      field: 'field.1',
      range: { of: 'whole', min: 1, max: 99 },
      value: '100',
    });
    expect(of(units, undefined)).toEqual({
      code: 'BAD_REQUEST',
      field: 'field',
      range: { of: 'whole', min: 1, max: 99 },
    });
  });

  test('what stood there is at most forty characters, and nothing in it hides or turns text', () => {
    for (const text of [
      'x'.repeat(5_000),
      '"'.repeat(100),
      '\u0000'.repeat(100),
      '🥔'.repeat(60),
      '\ud800'.repeat(60),
    ]) {
      const said = of(units, text);
      expect(refusalSchemas.BAD_REQUEST.safeParse(said).success).toBe(true);
      const value = (said as { value: string }).value;
      expect(value.length).toBeLessThanOrEqual(MAX_SAID_VALUE);
      expect(value).toMatch(/^".*…"$/u);
      expect(value).not.toMatch(/\p{C}/u);
    }
  });
});

/** Each place of a form in which a text may stand, by its path, with the message that has `secret` there. */
function texts(schema: z.ZodMiniType, secret: unknown): { path: string; message: unknown }[] {
  const def = schema._zod.def as unknown as Record<string, unknown> & { type: string };
  const below = (next: unknown) => texts(next as z.ZodMiniType, secret);
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape as Record<string, z.ZodMiniType>).flatMap(([name, next]) =>
        below(next).map(({ path, message }) => ({
          path: path === '' ? name : `${name}.${path}`,
          message: { [name]: message },
        })),
      );
    case 'array':
      return below(def.element).map(({ path, message }) => ({ path: `0.${path}`, message: [message] }));
    case 'optional':
    case 'nullable':
      return below(def.innerType);
    case 'union':
      return (def.options as unknown[]).flatMap(below);
    case 'string':
    case 'pipe':
      return [{ path: '', message: secret }];
    default:
      return [];
  }
}

const forms = [
  ...Object.entries({ ...liveCommands, ...consoleCommands }).map(([name, { request }]) => ({
    name,
    form: request,
  })),
  ...Object.entries(routes).flatMap(([name, route]) => [
    ...('body' in route ? [{ name, form: route.body }] : []),
    ...('query' in route ? [{ name, form: route.query }] : []),
  ]),
] as { name: string; form: z.ZodMiniType }[];

/** What no refusal may say again, by the name of its field. */
const PRIVATE =
  /(?:^|\.)(?:password|token|ticket|code|email|phone|address|name|note|key|url|reference|trackingCode|party)$/;

test('[A3] no refusal says again what stood in a field that may be private, wherever the contract has one', () => {
  let tried = 0;
  for (const { name, form } of forms) {
    // A number where a text is due is at fault by its kind, a long text by its length.
    for (const secret of [138_0013_8000, `hunter2 ${'x'.repeat(5_000)}`]) {
      for (const { path, message } of texts(form, secret)) {
        if (!PRIVATE.test(path)) continue;
        tried += 1;
        expect(JSON.stringify(refusal(form, message)), `${name} ${path}`).not.toMatch(/hunter2|13800138000/);
      }
    }
  }
  expect(tried).toBeGreaterThan(60);
});

test('whatever the contract takes, its refusal of anything else is in the agreed form', () => {
  for (const { name, form } of forms) {
    for (const value of [undefined, null, 7, 'text', [], {}, { key: 7 }, { units: 0, lines: [{}] }]) {
      const said = refusal(form, value);
      if (said?.code === 'BAD_REQUEST') {
        expect(refusalSchemas.BAD_REQUEST.safeParse(said).success, name).toBe(true);
      }
    }
  }
});
