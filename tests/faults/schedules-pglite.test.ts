import { describeSchedules, seedsFor } from '#tests/support/faults/describe-schedules.ts';
import { openEmbedded } from '#tests/support/faults/killable-helpdesk.ts';

describeSchedules('PGlite', seedsFor('PGlite', 4), openEmbedded);
