import {
  type ComponentType,
  createElement,
  Fragment,
  type ReactNode,
  useLayoutEffect,
  useState,
} from 'react';
import { loadChunk } from './load-chunk.ts';

/** The parts that are asked for and have not come, of the whole page. */
let onTheirWay = 0;

/** True while a part of the page is on its way, which may change what stands around its place. */
export const isPartComing = () => onTheirWay > 0;

interface Chunk<Props> {
  /** null until it has come. */
  part: ComponentType<Props> | null;
  /** Asked for once, however many places wait for it. */
  load(): Promise<ComponentType<Props>>;
}

/**
 * A part of a screen that comes with a chunk of its own; until it has come, `fallback` stands in its place. It is shown by
 * hand: what React shows by itself after a fallback waits a third of a second.
 */
export function part<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let coming: Promise<ComponentType<Props>> | null = null;
  const chunk: Chunk<Props> = {
    part: null,
    load() {
      if (coming) return coming;
      onTheirWay += 1;
      coming = loadChunk(load)
        .then((come) => {
          chunk.part = come;
          return come;
        })
        .finally(() => {
          coming = null;
          onTheirWay -= 1;
        });
      return coming;
    },
  };
  return Object.assign(
    (props: Props & { fallback?: ReactNode }) => useChunkOf(chunk, props) ?? props.fallback,
    /** Brings it before it is shown. */
    { fetch: () => void chunk.load().catch(() => undefined) },
  );
}

function useChunkOf<Props extends object>(chunk: Chunk<Props>, props: Props): ReactNode {
  const [Part, setPart] = useState(() => chunk.part);
  useLayoutEffect(() => {
    if (Part) return;
    chunk.load().then(
      (come) => setPart(() => come),
      (fault) =>
        setPart(() => {
          throw fault;
        }),
    );
  }, [chunk, Part]);
  return Part && createElement(Part, props);
}

/** A place on a screen: its parts, one below the other. Each is told the same, and may show nothing. */
export function place<Props extends object>(...parts: readonly ((props: Props) => ReactNode)[]) {
  return (props: Props) => createElement(Fragment, null, ...parts.map((each) => createElement(each, props)));
}
