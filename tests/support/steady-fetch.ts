// For tests that cut lines: the fetch of Node 24 ends the process when a line closes while an answer is not read, with
// an assertion that nobody can catch (nodejs/undici#5360). The package has it repaired.
import { install } from 'undici';

install();
