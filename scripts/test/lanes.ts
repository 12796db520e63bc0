/** How many scenarios run beside each other: they wait more than they work, and each has a helpdesk and profiles of its own. */
export const LANES = 2;

/** In the tests' environment: the displays, one for each lane, since windows on one display take the focus from each other. */
export const DISPLAYS_VARIABLE = 'VAKHTA_TEST_DISPLAYS';
