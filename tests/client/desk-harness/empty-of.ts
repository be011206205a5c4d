import type * as z from 'zod/mini';

type Read =
  | z.ZodMiniObject<Record<string, z.ZodMiniType>>
  | z.ZodMiniArray<z.ZodMiniType>
  | z.ZodMiniNullable<z.ZodMiniType>
  | z.ZodMiniNumber
  | z.ZodMiniBoolean;

/** What a report says in which nothing was found: no entries, no value where there may be none, nothing counted. */
export function emptyOf<Schema extends z.ZodMiniType>(schema: Schema): z.infer<Schema> {
  return nothingIn(schema) as z.infer<Schema>;
}

function nothingIn(schema: z.ZodMiniType): unknown {
  const { def } = schema as Read;
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape)
          // What may be absent is.
          .filter(([, part]) => (part as z.ZodMiniType).def.type !== 'optional')
          .map(([name, part]) => [name, nothingIn(part)]),
      );
    case 'array':
      return [];
    case 'nullable':
      return null;
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      throw new Error(`Nothing is known to be empty of ${(schema as z.ZodMiniType).def.type}.`);
  }
}
