import { systemIds } from '../../../server/adapters/system/ids.ts';
import type { Random } from '../../crash/shopper.ts';

/** The part of JSON Schema that the contract's schemas come out as. */
export interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxLength?: number;
}

/** Texts for a pattern: the first one that fits is taken, in an order by chance. */
const texts = ['abcd1234', 'a', 'potatoes', '2026-11-11', 'CNY', 'a@b.example', 'https://market.example/x'];

/** A value that a schema would take, or nearly so. */
export function sampleOf(shape: Shape, random: Random, known: readonly string[]): unknown {
  const any = shape.anyOf ?? shape.oneOf;
  if (any) return sampleOf(any[random(any.length)]!, random, known);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[random(shape.enum.length)];
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {})
          .filter(([name]) => shape.required?.includes(name) || random(3) > 0)
          .map(([name, of]) => [name, sampleOf(of, random, known)]),
      );
    case 'array':
      return Array.from({ length: random(Math.min(4, (shape.maxItems ?? 3) + 1)) }, () =>
        sampleOf(shape.items ?? {}, random, known),
      );
    case 'integer':
    case 'number': {
      const least = Math.max(shape.minimum ?? 0, -1e6);
      const most = Math.min(shape.maximum ?? 10_000, least + 10_000);
      return [least, most, 1, least + random(most - least + 1)][random(4)];
    }
    case 'boolean':
      return random(2) === 0;
    case 'null':
      return null;
    default:
      return textFor(shape.pattern, random, known);
  }
}

function textFor(pattern: string | undefined, random: Random, known: readonly string[]): string {
  const all = [systemIds.next(), ...known, ...texts];
  if (pattern === undefined) return all[random(all.length)]!;
  const fits = new RegExp(pattern, 'u');
  const fitting = all.filter((text) => fits.test(text));
  return fitting[random(fitting.length)] ?? 'a';
}
