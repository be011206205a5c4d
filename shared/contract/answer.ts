import type { Refusal, RefusalReply } from './refusals.ts';

/** What comes back through an ack: accepted with its reply, or refused with a typed no. */
export type Ack<Reply> = ({ ok: true } & Reply) | RefusalReply;

/** Nothing came back in time. For a command with a key this is not a no: the key may still have been accepted. */
export interface NoAnswer {
  ok: false;
  code: 'NO_ANSWER';
}
export const noAnswer: NoAnswer = { ok: false, code: 'NO_ANSWER' };

/** What became of a command: accepted, refused, or not known. */
export type Answer<Reply> = Ack<Reply> | NoAnswer;

/** Why something did not happen, as a screen puts it into words. */
export type Reason = Refusal | NoAnswer;

/** True iff nothing was decided: sent again under its key, the very same command is judged then (I2). */
export function isUndecided(code: Reason['code']): boolean {
  return code === 'BUSY' || code === 'RATE_LIMITED' || code === 'FLASH_NOT_STARTED' || leavesDoubt(code);
}

/** True iff a try that was answered so may have been accepted all the same, or may be yet. */
export function leavesDoubt(code: Reason['code']): boolean {
  return code === 'NO_ANSWER' || code === 'UNAVAILABLE' || code === 'INTERNAL';
}
