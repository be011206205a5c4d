import { SERVER_HEAP } from '../../server/launcher/heap.mjs';
import { type Child, startChild } from './child.ts';
import { environmentOf, inFolder } from './folder.ts';
import type { BenchBuyer } from './stall.ts';

export interface House {
  server: Child;
  crowd: Child;
  port: number;
  folder: string;
  /**
   * Makes so many buyers with an address each, and connects them, each from a network of its own.
   * @param slug what they watch from the beginning
   * @param isVillage all are behind one address
   */
  fill(count: number, slug?: string, isVillage?: boolean): Promise<BenchBuyer[]>;
  /** Connects so many who only watch this stream. */
  invite(count: number, slug: string): Promise<void>;
}

/** A real server and a crowd, each in its own process, for as long as the work takes. */
export async function inHouse<T>(
  work: (house: House) => Promise<T>,
  /** What is in the folder before the server opens on it. */
  furnish: (folder: string) => Promise<void> = async () => {},
  /** What the server is told besides, another store for instance. */
  environment: Readonly<Record<string, string>> = {},
): Promise<T> {
  return inFolder(async (folder) => {
    await furnish(folder);
    const server = startChild('server-child', SERVER_HEAP);
    const crowd = startChild('crowd-child');
    try {
      const { port } = await server.ask<{ port: number }>('open', {
        ...environmentOf(folder),
        ...environment,
      });
      const done = await work({
        server,
        crowd,
        port,
        folder,
        async fill(count, slug, isVillage = false) {
          const buyers = await server.ask<BenchBuyer[]>('buyers', count);
          await crowd.ask('connect', { port, buyers, slug, isVillage });
          return buyers;
        },
        async invite(count, slug) {
          const guests = await server.ask<BenchBuyer[]>('guests', count);
          await crowd.ask('connect', { port, buyers: guests, slug });
        },
      });
      await crowd.ask('leave');
      await server.ask('close');
      return done;
    } finally {
      await Promise.all([crowd.end(), server.end()]);
    }
  });
}
