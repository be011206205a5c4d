import { useMessages } from '../../../i18n/language.ts';
import { webhookMessages } from '../../../i18n/webhooks.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import '../console/console.css';
import './admin.css';

/** What a shop decides itself comes first, then who works here, then the machine. What is done every day is in the rail. */
const doors = {
  shop: '/admin/shop',
  shippingDays: '/admin/shipping-days',
  streamDefaults: '/admin/stream-defaults',
  chatWords: '/admin/chat-words',
  people: '/admin/people',
  webhooks: '/admin/webhooks',
  health: '/admin/health',
  activity: '/office/activity',
  security: '/admin/security',
  settings: '/admin/settings',
  board: '/board',
  api: '/admin/api',
} as const;
type Door = keyof typeof doors;

/** What the shop sets once, and the machine's own pages; what stands behind a door says itself who may. */
export function AdminScreen() {
  const say = useMessages(webhookMessages);
  return (
    <StaffOnly>
      <main className="page admin-doors">
        <StaffHead title={say.admin} />
        <ul>
          {(Object.keys(doors) as Door[]).map((door) => {
            const [name, what] = say.doors[door];
            return (
              <li key={door}>
                <a className="stream-row" href={doors[door]}>
                  <span className="stream-title">{name}</span>
                  <span className="soft">{what}</span>
                </a>
              </li>
            );
          })}
        </ul>
      </main>
    </StaffOnly>
  );
}
