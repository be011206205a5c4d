import type { Standing } from '../../market/account/staff.ts';
import type { StaffChange } from '../../ports/directory.ts';

/** What both engines ask about the staff, with `?` for each value. */
export const STAFF = `SELECT staff_id AS "staffId", email, name, name_en AS "nameEn", role, producer_id AS "producerId",
  password_hash AS "passwordHash", off_at_ms AS "offAtMs" FROM staff`;

export const STAFF_MEMBERS = `
  SELECT s.staff_id AS "staffId", s.email, s.name, s.name_en AS "nameEn", s.role, s.producer_id AS "producerId", s.off_at_ms AS "offAtMs",
    (SELECT COUNT(*) FROM staff_session t WHERE t.staff_id = s.staff_id AND t.until_ms > ?) AS sessions
  FROM staff s ORDER BY s.name, s.staff_id LIMIT ?`;

export const STAFF_CHANGES = `
  SELECT change_id AS "changeId", at_ms AS "atMs", by_id AS "byId", staff_id AS "staffId", what, role,
    LAG(role) OVER (PARTITION BY staff_id ORDER BY at_ms, change_id) AS "wasRole"
  FROM staff_change ORDER BY at_ms DESC, change_id DESC LIMIT ?`;

export const STANDING =
  'SELECT role, off_at_ms AS "offAtMs", name, name_en AS "nameEn" FROM staff WHERE staff_id = ?';
export const IS_NOTED = 'SELECT 1 AS noted FROM staff_change WHERE change_id = ?';
export const OTHER_OPERATORS = `
  SELECT COUNT(*) AS others FROM staff WHERE role = 'operator' AND off_at_ms IS NULL AND staff_id <> ?`;
export const SET_STANDING = 'UPDATE staff SET role = ?, off_at_ms = ? WHERE staff_id = ?';
export const SET_NAME = 'UPDATE staff SET name = ?, name_en = ? WHERE staff_id = ?';
export const SET_PASSWORD = 'UPDATE staff SET password_hash = ? WHERE staff_id = ?';
export const NOTE_CHANGE = `
  INSERT INTO staff_change (change_id, at_ms, by_id, staff_id, what, role) VALUES (?, ?, ?, ?, ?, ?)`;
export const DROP_LINKS = "DELETE FROM one_time WHERE kind = 'sign_in' AND subject_id = ?";
export const ADD_LINK =
  "INSERT INTO one_time (kind, secret_hash, subject_id, until_ms) VALUES ('sign_in', ?, ?, ?)";
export const END_SESSIONS =
  'DELETE FROM staff_session WHERE staff_id = ? RETURNING token_hash AS "tokenHash"';

/** The values of NOTE_CHANGE. */
export function noteValues({ changeId, atMs, byId, staffId, act }: StaffChange, after: Standing) {
  return [changeId, atMs, byId, staffId, act.what, after.role];
}
