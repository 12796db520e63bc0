import { describe, expect, it } from 'vitest';
import { idsOf, readCatalogue } from '#scripts/features/catalogue.ts';
import { complainAboutTitles } from '#scripts/features/check-titles.ts';
import { judgeFeatures } from '#scripts/features/judge-features.ts';

const catalogue = { O1: 'works offline', T3: 'drafts', T10: 'gestures' };
const scenario = (title: string, host: string, status: 'passed' | 'failed' | 'skipped') => ({
  title,
  file: 'story.spec.ts',
  host,
  status,
});
const run = [
  scenario('[O1][T3] the story', 'browser', 'passed'),
  scenario('[O1][T3] the story', 'desktop', 'failed'),
  scenario('[T10] gestures', 'browser', 'skipped'),
];

describe('feature ids', () => {
  it('are read from the front of a title only', () => {
    expect(idsOf('[O1][T10] a reply [T3]')).toEqual(['O1', 'T10']);
    expect(idsOf('a reply [T3]')).toEqual([]);
  });

  it('are all listed in the project', () => {
    const ids = Object.keys(readCatalogue());
    expect(ids).toHaveLength(60);
    expect(ids).toEqual(
      expect.arrayContaining(['Q1', 'T10', 'K2', 'X5', 'O5', 'U3', 'S5', 'V5', 'L3', 'H4', 'B1', 'A4']),
    );
  });

  it('must stand in every title, and must exist', () => {
    expect(complainAboutTitles(['[O1] fine', 'nameless', '[O1][Z9] wrong'], catalogue)).toEqual([
      '“nameless” names no feature: begin the title with ids such as [O1][T3]',
      '“[O1][Z9] wrong” names Z9, which docs/features.json does not list',
    ]);
  });
});

describe('the list of features', () => {
  it('shows every feature with its scenarios and hosts', () => {
    const { lines, complaints } = judgeFeatures(catalogue, run, []);
    expect(complaints).toEqual([]);
    expect(lines).toContain('       ✓ browser ✗ desktop  [O1][T3] the story');
    expect(lines.at(-1)).toBe('2 of 3 features have a passing scenario.');
  });

  it('complains about a named feature without a passing scenario, and about an unknown one', () => {
    expect(judgeFeatures(catalogue, run, ['O1']).complaints).toEqual([]);
    expect(judgeFeatures(catalogue, run, ['T10', 'Z9']).complaints).toEqual([
      'Z9 is no feature of docs/features.json.',
      'T10 has no passing scenario.',
    ]);
  });
});
