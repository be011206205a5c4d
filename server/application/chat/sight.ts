import { mayDo } from '../../market/kernel/authority.ts';
import type { StaffRights } from '../application.ts';

/** Whether somebody is shown the chat as who cares for it (A1). */
export const seesModeration = (rights: StaffRights) => mayDo(rights, 'chat');
