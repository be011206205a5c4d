import { useMessages } from '../../../i18n/language.ts';
import { webhookMessages } from '../../../i18n/webhooks.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import '../console/console.css';
import './admin.css';

/** The API reference inside of the shell; it is a page of its own, whose script is no part of this one. */
export function ApiScreen() {
  const { doors } = useMessages(webhookMessages);
  const [name] = doors.api;
  return (
    <StaffOnly>
      <main>
        <h1 className="unseen">{name}</h1>
        <iframe className="api-reference" src={`/api/docs${location.hash}`} title={name} />
      </main>
    </StaffOnly>
  );
}
