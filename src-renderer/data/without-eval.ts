import { z } from 'zod';

// The page's policy forbids code from strings: schemas made after this do not even try it. Entry points import this
// first, before anything that makes schemas.
z.config({ jitless: true });
