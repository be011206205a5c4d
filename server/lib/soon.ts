/** A value that is here, or will come: of what is nearly always in memory no promise is made. */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value: at once if it is here, else when it has come. */
export function whenHere<T, U>(value: Soon<T>, goOn: (here: T) => U): Soon<U> {
  return value instanceof Promise ? value.then(goOn) : goOn(value);
}

/** All values in their order: at once if every one is here, else when the last has come. */
export function allHere<T>(values: readonly Soon<T>[]): Soon<readonly T[]> {
  const isComing = values.some((value) => value instanceof Promise);
  return isComing ? Promise.all(values) : (values as readonly T[]);
}
