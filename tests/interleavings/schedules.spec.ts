import { expect, test } from 'vitest';
import { Schedules } from './schedules.ts';

/** Plays two calls that wait so many times each. @returns who went when */
function plays(schedules: Schedules, steps: [number, number], pick: (of: number) => number): string {
  const choose = schedules.begin(pick);
  const left = [...steps];
  let order = '';
  while (left[0]! + left[1]! > 0) {
    const waiting = [0, 1].filter((n) => left[n]! > 0);
    const who = waiting[choose(waiting.length)]!;
    left[who]! -= 1;
    order += who;
  }
  schedules.end();
  return order;
}

test('every order is played once, whatever is picked, and then it is said that there is none left', () => {
  let draws = 0;
  const picks = { first: () => 0, last: (of: number) => of - 1, drawn: (of: number) => (draws++ * 7) % of };
  for (const [name, pick] of Object.entries(picks)) {
    const schedules = new Schedules();
    const orders: string[] = [];
    while (!schedules.isWhole) orders.push(plays(schedules, [3, 2], pick));
    // Two of five places: ten orders.
    expect(orders, name).toHaveLength(10);
    expect(new Set(orders).size, name).toBe(10);
  }
});

test('what is drawn after a walk is none of what was walked', () => {
  const schedules = new Schedules();
  const orders = Array.from({ length: 4 }, () => plays(schedules, [3, 2], () => 0));
  expect(orders).toEqual(['00011', '00101', '00110', '01001']);
  expect(schedules.isWhole).toBe(false);
  for (let n = 0; n < 6; n += 1) orders.push(plays(schedules, [3, 2], (of) => n % of));
  expect(new Set(orders).size).toBe(10);
  expect(schedules.isWhole).toBe(true);
});

test('a play that is not what its choices made of it before is a fault', () => {
  const schedules = new Schedules();
  plays(schedules, [2, 2], () => 0);
  expect(() => schedules.begin(() => 0)(3)).toThrow('another place');
});
