import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';

/** Private notes about orders (O12), for staff who may read the order: read, written and deleted. Each look is noted. */
export function orderNotesRoutes({
  application,
}: Pick<GatewayDeps, 'application'>): Pick<Handlers, 'orderNotes' | 'addNote' | 'deleteNote'> {
  return {
    async orderNotes({ params: { reference }, staff, visitor }) {
      const found = await application.orderNotes(staff!.actor, reference);
      const rows = found.ok ? found.value.notes.length : 0;
      if (rows > 0) visitor.note({ kind: 'data_read', what: 'notes', about: reference, rows }, staff!.actor);
      return found;
    },
    addNote: ({ params, body, staff }) => application.addNote(staff!.actor, params.reference, body),
    deleteNote: ({ params, staff }) => application.deleteNote(staff!.actor, params.reference, params.textId),
  };
}
