import type { All, OfEach } from './capabilities.ts';
import type { UndoState } from './undo-memory.ts';

/**
 * What one stream is, after its facts so far: the fields of all capabilities, flat. Plain data, Maps and its orders;
 * only `apply` writes it. Another capability's fields are written through what that one exports for it.
 */
export interface StreamState extends All<OfEach<'state'>>, UndoState {}
