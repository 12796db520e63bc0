import { expect, it } from 'vitest';
import {
  EMPTY_CONDITION,
  formOf,
  readForm,
} from '#renderer/features/incompatibilities/incompatibility-form.ts';
import { SAMPLE_INCOMPATIBILITY } from '#tests/support/sample-desk-data.ts';

const { content } = SAMPLE_INCOMPATIBILITY;

it('what is shown in the form is what is saved', () => {
  expect(readForm(formOf(content)).content).toEqual(content);
});

it('an empty form names everything that is missing, and a link may stay empty', () => {
  const { content: read, problems } = readForm(formOf(null));
  expect(read).toBeNull();
  expect([...problems].toSorted()).toEqual(['text', 'words']);
});

it('a version is only asked for where one is compared', () => {
  const when = [{ ...EMPTY_CONDITION, words: 'Chrome', version: 'new' }];
  expect(readForm({ ...formOf(content), when }).content?.when[0]?.version).toBeNull();
  const below = [{ fact: 'browser', test: 'below', words: 'Chrome', version: 'new' }] as const;
  expect([...readForm({ ...formOf(content), when: below }).problems]).toEqual(['version']);
  expect([...readForm({ ...formOf(content), link: 'javascript:alert(1)' }).problems]).toEqual(['link']);
});
