import { expect, test } from 'vitest';
import { findNamedColleague } from '#shared/domain/people/named-colleague.ts';

const TEAM = ['Дмитрий Ковалёв', 'Анна Лебедева', 'James Whitfield', 'Zoë Ng'].map((name) => ({ name }));

test.each([
  ['@Анна посмотри', 'Анна Лебедева'],
  ['Спроси у @анны, пожалуйста', 'Анна Лебедева'],
  ['@Анне: что скажешь?', 'Анна Лебедева'],
  ['(@anna) look', 'Анна Лебедева'],
  ['@Dmitry?', 'Дмитрий Ковалёв'],
  ['@Дмитрию передать', 'Дмитрий Ковалёв'],
  ['@kovalev', 'Дмитрий Ковалёв'],
  ['cc @James.', 'James Whitfield'],
  ['@zoe', 'Zoë Ng'],
])('%j calls %s', (text, name) => {
  expect(findNamedColleague(text, TEAM)?.name).toBe(name);
});

test.each([
  'Write to anna@example.com',
  'anna.lebedeva@anna.example',
  'Анна, здравствуйте!',
  '@support',
  '@ Anna',
  'the price @ James',
  '@ng',
  '',
])('%j calls nobody', (text) => {
  expect(findNamedColleague(text, TEAM)).toBeNull();
});
