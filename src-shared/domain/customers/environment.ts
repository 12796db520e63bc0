import { z } from 'zod';

const fact = z.string().max(300).nullable();

export const environmentSchema = z.object({
  os: fact,
  browser: fact,
  /** BCP 47 tag the browser asked for first. */
  language: fact,
  /** Address of the page the customer wrote from, without query. */
  page: fact,
  /** For example `1920x1080`. */
  screen: fact,
});
/** What the customer's browser said about itself; the contact page tells the customer that it is kept. */
export type Environment = z.output<typeof environmentSchema>;
