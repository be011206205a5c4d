import type * as z from 'zod/mini';
import type { StaffRole } from '../../market/account/contract.ts';

/** One HTTP route: who may call it, what it takes, what it answers. Refusals have the form of RefusalReply. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Express form, under /api/v1. */
  path: string;
  about: string;
  /** `anyone` is a guest with or without a cookie; `staff` names the roles that may. */
  who: 'anyone' | readonly StaffRole[];
  params?: z.ZodMiniType;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  reply: z.ZodMiniType;
}

/** A route whose body or answer is not JSON. */
export interface RawRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** Media types of the body; absent: there is none. */
  takes?: readonly string[];
  /** Media types of the answer; none: it has no body. */
  gives: readonly string[];
  /** Of the answer where all went well; absent: 200. */
  status?: 201;
  /** Fields of the query, and whether one may stand there several times. */
  query?: Readonly<Record<string, 'one' | 'many'>>;
  about: string;
  who: 'anyone' | readonly StaffRole[];
}

export const floor = ['operator', 'host'] as const;
export const onTheFloor = ['operator', 'host', 'assistant'] as const;
export const analysts = ['operator', 'host', 'analyst'] as const;
/** Who reads orders: an analyst of every stream, and does nothing to them. */
export const orderReaders = [...onTheFloor, 'analyst'] as const;
export const packing = ['operator', 'packer'] as const;
export const office = ['operator', 'analyst'] as const;
export const allStaff = ['operator', 'host', 'assistant', 'producer', 'analyst', 'packer'] as const;
