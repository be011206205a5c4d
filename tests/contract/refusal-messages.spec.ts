import { expect, test } from 'vitest';
import { refusalAck } from '../../server/application/ack.ts';
import { type Refusal, refusalCodes } from '../../shared/contract/refusals.ts';

/** A phone in a rush hears it as well: it is a small part of what a viewer's minute may weigh. */
const MOST_CHARACTERS = 70;

test('[I4] every refusal carries a sentence for programs: short, whole, and none of our codes', () => {
  for (const code of refusalCodes) {
    const { message } = refusalAck({ code } as Refusal);
    expect(message, code).toMatch(/^[A-Z].*\.$/);
    expect(message.length, code).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(message.split(/\W+/), code).not.toContain(code);
    expect(message, code).not.toMatch(/[A-Z]{2,}/);
  }
  const said = refusalCodes.map((code) => refusalAck({ code } as Refusal).message);
  expect(new Set(said).size).toBe(refusalCodes.length);
});
