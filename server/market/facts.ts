import type { All, Capabilities, OfEach } from './capabilities.ts';

/**
 * All that can happen in a stream, by its name. A fact carries results, not recipes: a replay after a change of the
 * rules gives the same numbers. Shapes are for ever: a new shape is a new type or a new version, and old ones stay
 * readable.
 */
export interface FactMap extends All<OfEach<'facts'>> {}

export type FactType = keyof FactMap;

/** A fact of one of these types, as a log holds it; without a type, any. */
export type Fact<T extends FactType = FactType> = { [K in T]: { type: K } & FactMap[K] }[T];

export type StreamFact = Fact;

/** A fact of one of these capabilities. */
export type FactOf<Name extends keyof Capabilities> = {
  [N in Name]: Fact<keyof Capabilities[N]['facts'] & FactType>;
}[Name];
