import type { MomentPage } from '../../../shared/contract/moment.ts';

/** What the page round a film tells the viewer's page in it, by a message between two windows of one origin. */
export interface FilmTold {
  film: string;
  /** The instant, epoch ms, and how fast it goes on; 0: it stands still. */
  atMs: number;
  speed: number;
  /** Another number: not what comes next, but another instant. */
  jumps: number;
  /** Who watched in that minute. */
  viewers: number;
  /** What the viewer's page showed at that place of the log. */
  page: MomentPage & { seq: number };
  /** Whose page it is; null: anybody's. */
  buyerId: string | null;
  /** The stream is over: there may be a recording. */
  isOver: boolean;
  isLoud: boolean;
  /** The shop in place of the picture, where there is no room for both. */
  isShop: boolean;
}

/** What the viewer's page says once it can be told. */
export interface FilmReady {
  filmReady: string;
}

/** Whether a message is of the page round this film, and none of another origin's. */
export function isFilmTold(event: MessageEvent, slug: string): event is MessageEvent<FilmTold> {
  return event.origin === location.origin && (event.data as Partial<FilmTold> | null)?.film === slug;
}

export function isFilmReady(event: MessageEvent, slug: string): event is MessageEvent<FilmReady> {
  return event.origin === location.origin && (event.data as Partial<FilmReady> | null)?.filmReady === slug;
}

/** A key that was pressed inside of the viewer's page, where the page round it does not hear it. */
export interface FilmKey {
  filmKey: Pick<KeyboardEvent, 'key' | 'shiftKey'>;
}

export function isFilmKey(event: MessageEvent): event is MessageEvent<FilmKey> {
  return event.origin === location.origin && (event.data as Partial<FilmKey> | null)?.filmKey !== undefined;
}

/** The page round it asks anew whether it can be told. */
export interface FilmAsk {
  filmAsk: string;
}

export function isFilmAsk(event: MessageEvent, slug: string): event is MessageEvent<FilmAsk> {
  return event.origin === location.origin && (event.data as Partial<FilmAsk> | null)?.filmAsk === slug;
}

/** There is a recording. */
export interface FilmRecorded {
  filmRecorded: true;
}

export function isFilmRecorded(event: MessageEvent): event is MessageEvent<FilmRecorded> {
  return (
    event.origin === location.origin && (event.data as Partial<FilmRecorded> | null)?.filmRecorded === true
  );
}
