import type * as z from 'zod/mini';

/** An event that the server tells over the sockets, with the schema of its arguments. */
export interface Announcement<Arguments extends z.ZodMiniType = z.ZodMiniType> {
  /** One sentence or more for the generated description. */
  about: string;
  arguments: Arguments;
}

export function announcement<Arguments extends z.ZodMiniType>(
  about: string,
  args: Arguments,
): Announcement<Arguments> {
  return { about, arguments: args };
}
