import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Node keeps the helpdesk's compiled sources (NODE_COMPILE_CACHE): made once, not at every start. */
export const COMPILE_CACHE = join(tmpdir(), 'vakhta-compile-cache');
