import { LineDrawing } from './Icon.tsx';

const paths = {
  edit: 'M4 20h4L19.5 8.5a2.1 2.1 0 0 0-4-4L4 16v4Zm10-14 4 4',
  calendar: 'M4 6h16v14H4V6Zm0 5h16M8 3v5m8-5v5',
} as const;

/** A small line drawing that few pages show; apart from the others, which every first load brings. */
export function RareIcon({ name, size = 18 }: { name: keyof typeof paths; size?: number }) {
  return <LineDrawing path={paths[name]} size={size} />;
}
