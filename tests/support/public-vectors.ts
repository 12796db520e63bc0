import { createRequire } from 'node:module';
import { z } from 'zod';
import type { HostileVector } from './hostile-vectors.ts';

const load = createRequire(import.meta.url);

/** What in a list of strings of every kind is meant as markup, as a script or as an address. */
const IS_MARKUP = /<|javascript:|\bon\w+\s*=/iu;

/**
 * The attempts of public lists, each once, taken from their packages as these publish them:
 * the HTML5 Security Cheatsheet and a general list (html-purify, BSD), the attempts that DOMPurify is tested with
 * (MPL-2.0 or Apache-2.0; its later packages leave them out) and the markup in the Big List of Naughty Strings (MIT).
 * Only the lists are read: no program of these packages runs.
 * @returns the lists' own words: they call `alert` and the like, and load from addresses that nobody here serves
 */
export function publicVectors(): readonly HostileVector[] {
  const { html5secVectors, generalVectors } = purifySchema.parse(load('html-purify/tests/test-vectors.js'));
  const tested = testedSchema.parse(load('dompurify-vectors/test/fixtures/expect.js'));
  const naughty = z.array(z.string()).parse(load('big-list-of-naughty-strings'));
  const lists = {
    html5sec: html5secVectors.map(({ input }) => input),
    general: generalVectors.map(({ input }) => input),
    dompurify: tested.map(({ payload }) => payload),
    naughty: naughty.filter((text) => IS_MARKUP.test(text)),
  };
  const named = new Map<string, string>();
  for (const [list, texts] of Object.entries(lists))
    for (const [at, html] of texts.entries()) if (!named.has(html)) named.set(html, `${list} ${at + 1}`);
  return [...named].map(([html, name]) => ({ name, html }));
}

const inputsSchema = z.array(z.object({ input: z.string() }));
const purifySchema = z.object({ html5secVectors: inputsSchema, generalVectors: inputsSchema });
const testedSchema = z.array(z.object({ payload: z.string() }));
