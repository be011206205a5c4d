import { DeskScreen } from './DeskScreen.tsx';
import { StaffOnly } from './StaffOnly.tsx';
import { StreamsScreen } from './StreamsScreen.tsx';
import './console.css';
import './desk.css';
import './lineup.css';
import './now.css';
import './orders.css';

/** The console of one stream, or without one the list to choose from. */
export function ConsoleScreen({ slug }: { slug?: string }) {
  return <StaffOnly>{slug === undefined ? <StreamsScreen /> : <DeskScreen slug={slug} />}</StaffOnly>;
}
