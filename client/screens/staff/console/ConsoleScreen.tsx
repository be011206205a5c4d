import { HostConsole } from './HostConsole.tsx';
import { StaffOnly } from './StaffOnly.tsx';
import { StreamsScreen } from './StreamsScreen.tsx';
import './console.css';
import './host-console.css';
import './lineup.css';
import './now.css';
import './orders.css';

/** The console of one stream, or without one the list to choose from. */
export function ConsoleScreen({ slug }: { slug?: string }) {
  return <StaffOnly>{slug === undefined ? <StreamsScreen /> : <HostConsole slug={slug} />}</StaffOnly>;
}
