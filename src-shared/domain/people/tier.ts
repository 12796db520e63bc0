import { z } from 'zod';

export const tierSchema = z.literal([1, 2, 3]);
/** A line of support: 1 takes what comes, 2 and 3 what is handed over to them. */
export type Tier = z.output<typeof tierSchema>;
