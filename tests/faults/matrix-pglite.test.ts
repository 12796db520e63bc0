import { describeMatrix } from '#tests/support/faults/describe-matrix.ts';
import { openRewindable } from '#tests/support/faults/in-process-helpdesk.ts';

describeMatrix('PGlite', () => openRewindable());
