import * as z from 'zod/mini';
import { capabilities } from './capabilities.ts';
import { type Composed, composed } from './capability.ts';
import { type RefusalContract, type RefusalKind, refusalKinds } from './refusal.ts';

type Declared = Composed<typeof capabilities, 'refusals'>;
type FieldsOf<Code extends RefusalCode> = Declared[Code] extends RefusalContract<infer Shape> ? Shape : never;
type SchemaOf<Code extends RefusalCode> = z.ZodMiniObject<
  { code: z.ZodMiniLiteral<Code> } & FieldsOf<Code>,
  z.core.$strict
>;

/**
 * Every expected no (I4), with what is possible now. The list is closed: it is what the capabilities declare, and a screen has
 * one sentence per code, and does not compile without it.
 */
export type RefusalCode = keyof Declared;
/** One refusal as decided: its code and the numbers that a screen needs. */
export type Refusal = { [Code in RefusalCode]: z.infer<SchemaOf<Code>> }[RefusalCode];
export type RefusalOf<Code extends RefusalCode> = Extract<Refusal, { code: Code }>;

const declared: Readonly<Record<RefusalCode, RefusalContract>> = composed(capabilities, 'refusals');

/** By what they are about, then as their capabilities name them. */
export const refusalCodes: readonly RefusalCode[] = refusalKinds.flatMap((kind) =>
  (Object.keys(declared) as RefusalCode[]).filter((code) => declared[code].kind === kind),
);

export const refusalSchemas = Object.fromEntries(
  refusalCodes.map((code) => [code, z.strictObject({ code: z.literal(code), ...declared[code].fields })]),
) as unknown as { readonly [Code in RefusalCode]: SchemaOf<Code> };

/** A refused order names each line at fault (O1); the first one also stands at the top. */
export interface LineFault {
  itemNumber: number;
  unitPriceMinor: number;
  refusal: Refusal;
}

/** The wire form of a refusal: for programs `code` and details, for people reading a log `message`. */
export type RefusalReply = { ok: false; message: string; retryable: boolean; lines?: LineFault[] } & Refusal;

/** True iff sending the very same command again, later, may succeed. */
export function isRetryable(code: RefusalCode): boolean {
  return declared[code].isRetryable;
}

/** What a refusal is about. */
export function refusalKindOf(code: RefusalCode): RefusalKind {
  return declared[code].kind;
}
