import { StaffOnly } from './StaffOnly.tsx';
import { StreamsScreen } from './StreamsScreen.tsx';
import './console.css';

/** The list of streams. The console of one is another chunk, which is larger than all of this page. */
export function StreamsPage() {
  return (
    <StaffOnly>
      <StreamsScreen />
    </StaffOnly>
  );
}
