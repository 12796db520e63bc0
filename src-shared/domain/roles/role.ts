import { z } from 'zod';

export const roleSchema = z.enum(['operator', 'supervisor', 'trainee', 'administrator']);
/** What a person is in the team. Rights follow from it in `can`. */
export type Role = z.output<typeof roleSchema>;
