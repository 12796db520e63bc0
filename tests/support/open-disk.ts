import { Dexie } from 'dexie';
import { profileKeyOf } from '#renderer/data/profile-key.ts';
import { databaseName } from '#renderer/data/store/database.ts';
import type { Machine } from './ring.ts';

/** Opens the local database of a machine beside the program, to look at it or to damage it. To be closed. */
export function openDisk(machine: Machine): Promise<Dexie> {
  return new Dexie(databaseName(profileKeyOf(machine.profile)), {
    ...machine.database,
  }).open() as Promise<Dexie>;
}
