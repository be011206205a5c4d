import { addNote, noteParams, notesParams, orderNotes } from '../order-notes.ts';
import { onTheFloor, type Route } from './route.ts';

/** Private notes about orders, for who may read the order (O12). Nothing of them leaves by another way. */
export const orderNotesRoutes = {
  orderNotes: {
    method: 'GET',
    path: '/office/orders/:reference/notes',
    who: onTheFloor,
    about: 'The private notes about an order, for who may read it (O12). The security log notes each look.',
    params: notesParams,
    reply: orderNotes,
  },
  addNote: {
    method: 'POST',
    path: '/office/orders/:reference/notes',
    who: onTheFloor,
    about: 'Writes a private note about an order (O12); its key is its id. The answer has all notes.',
    params: notesParams,
    body: addNote,
    reply: orderNotes,
  },
  deleteNote: {
    method: 'DELETE',
    path: '/office/orders/:reference/notes/:textId',
    who: onTheFloor,
    about: 'Destroys a private note for good (A4). The answer has the notes that are left.',
    params: noteParams,
    reply: orderNotes,
  },
} as const satisfies Record<string, Route>;
