import { HostConsole } from './HostConsole.tsx';
import { StaffOnly } from './StaffOnly.tsx';
import './console.css';
import './host-console.css';
import './lineup.css';
import './now.css';

/** The console of one stream. */
export function ConsoleScreen({ slug = '' }: { slug?: string }) {
  return (
    <StaffOnly>
      <HostConsole slug={slug} />
    </StaffOnly>
  );
}
