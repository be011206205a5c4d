import type * as z from 'zod/mini';
import { MAX_ORDER_LINES } from '../../shared/contract/order.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';

/** Parses what came in, once, at the door. The refusal names the first field at fault, never its value. */
export function parse<S extends z.ZodMiniType>(schema: S, value: unknown): Result<z.infer<S>, Refusal> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  if (issue?.code === 'too_big' && path.length === 1 && path[0] === 'lines') {
    return refuse({ code: 'TOO_MANY_LINES', max: MAX_ORDER_LINES });
  }
  const whole = issue?.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
  const field = whole.map(String).join('.').slice(0, 100);
  return refuse(field === '' ? { code: 'BAD_REQUEST' } : { code: 'BAD_REQUEST', field });
}
