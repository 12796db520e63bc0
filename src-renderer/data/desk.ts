import type { Attendance } from './attendance.ts';
import type { DeskReader } from './read/desk-reader.ts';
import type { DeskWriter } from './write/desk-writer.ts';

/** One person's local work on one helpdesk: what the views are given. */
export interface Desk {
  readonly read: DeskReader;
  readonly write: DeskWriter;
  /** What colleagues are told of this window. */
  readonly attendance: Attendance;
  /** Tells the ring that somebody has signed in again. */
  signedIn(): void;
  /** Closes the database and stops the worker. */
  close(): Promise<void>;
  /** Removes the local database, files and journal of this profile: signing out. */
  wipe(): Promise<void>;
}
