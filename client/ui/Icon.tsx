const paths = {
  bag: 'M6 8h12l1 12H5L6 8Zm3 0a3 3 0 0 1 6 0',
  cart: 'M4 10h16l-2 10H6L4 10Zm4 0 3-6m5 6-3-6M9.5 13.5v3m5-3v3',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  clock: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  flash: 'M13 3 5 14h6l-1 7 8-11h-6l1-7Z',
  check: 'M5 12.5 10 17 19 7',
  attention: 'M12 8v5m0 3.2v.3M10.3 4 2.8 17.5A2 2 0 0 0 4.5 20.5h15a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z',
  fault: 'M12 7v6m0 3.2v.3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3-1-6Zm3 11v6',
  back: 'M15 5l-7 7 7 7',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.5 4.5',
  trash: 'M5 7h14M10 7V4h4v3m3 0-1 13H8L7 7m3.5 4v5m3-5v5',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2V3Zm3 5h6m-6 4h6',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-14v2m0 16v2M2 12h2m16 0h2M5 5l1.5 1.5m11 11L19 19M5 19l1.5-1.5m11-11L19 5',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  play: 'M8 5v14l11-7L8 5Z',
  stop: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 12h7',
} as const;

export type IconName = keyof typeof paths;

/** A small line drawing; a word beside it or its button's name says what it means. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return <LineDrawing path={paths[name]} size={size} />;
}

/** The hand in which all of them are drawn. @param path on a sheet of 24 by 24 */
export function LineDrawing({ path, size }: { path: string; size: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
