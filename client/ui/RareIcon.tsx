import { LineDrawing } from './Icon.tsx';

const paths = {
  edit: 'M4 20h4L19.5 8.5a2.1 2.1 0 0 0-4-4L4 16v4Zm10-14 4 4',
  calendar: 'M4 6h16v14H4V6Zm0 5h16M8 3v5m8-5v5',
  card: 'M3 6h18v12H3V6Zm0 4h18M6.5 14.5h4',
  cash: 'M3 7h18v10H3V7Zm9 7.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM6.2 10v4m11.6-4v4',
} as const;

/** A small line drawing that few pages show; apart from the others, which every first load brings. */
export function RareIcon({ name, size = 18 }: { name: keyof typeof paths; size?: number }) {
  return <LineDrawing path={paths[name]} size={size} />;
}
