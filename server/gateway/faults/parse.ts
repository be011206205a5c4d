import type * as z from 'zod/mini';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_ORDER_LINES } from '../../../shared/market/order/bounds.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { fieldFault } from './field-fault.ts';

/**
 * Parses input once, at the door. The refusal names the first invalid field, its range and the shortened value, without
 * personal data.
 */
export function parse<S extends z.ZodMiniType>(schema: S, value: unknown): Result<z.infer<S>, Refusal> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(withoutMinusZero(parsed.data));
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  if (issue?.code === 'too_big' && path.length === 1 && path[0] === 'lines') {
    return refuse({ code: 'TOO_MANY_LINES', max: MAX_ORDER_LINES });
  }
  const whole = issue?.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
  const field = whole.map(String).join('.').slice(0, 100);
  if (!issue || field === '') return refuse({ code: 'BAD_REQUEST' });
  return refuse({ code: 'BAD_REQUEST', field, ...fieldFault(schema, value, issue) });
}

/**
 * Replaces each minus zero by 0, in place. JSON has it, browsers write it as 0, and `Object.is` distinguishes the two.
 * No rule or count holds one.
 */
function withoutMinusZero<T>(parsed: T): T {
  if (typeof parsed === 'number') return (parsed + 0) as T;
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  const fields = parsed as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (Object.is(value, -0)) fields[name] = 0;
    else if (typeof value === 'object') withoutMinusZero(value);
  }
  return parsed;
}
